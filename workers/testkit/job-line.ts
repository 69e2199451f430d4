import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Job } from "../contracts/jobs.ts";
import type { UploadCard } from "../contracts/library.ts";
import { DEAD_JOBS_QUEUE, JOBS_QUEUE, type JobBindings } from "../jobs/bindings.ts";
import { runJobs } from "../jobs/run-jobs.ts";

/** D1, R2 and the queues of this test run; the room is the world outside, and what it is told goes to the test. */
export function jobBindings(tell: (card: UploadCard) => void = () => {}): JobBindings {
  const room = {
    archive: async () => new Blob([]).stream() as ReadableStream<Uint8Array>,
    tellUpload: async (card: UploadCard) => tell(card),
    tellUploadGone: async () => {},
    summarize: async () => {},
    erase: async () => ({ ok: true as const, events: 0, emptied: false }),
    outline: async () => null,
  };
  return { ...(env as unknown as JobBindings), ROOM: { getByName: () => room } };
}

/** As `wrangler.toml` has it: one try and five more. What is dead is tried ten times more, and that is enough here. */
const TRIES_MAX = 6;

interface Waiting {
  readonly id: string;
  readonly body: unknown;
  attempts: number;
  isDead: boolean;
}

export interface LinePlan {
  /** How often a message that was sent is delivered; once unless told otherwise. Each copy is retried for itself. */
  readonly copies?: () => number;
  /** Which of so many waiting messages comes next; the first unless told otherwise. */
  readonly pick?: (waiting: number) => number;
  /** With how many tries behind it a message begins, and one more; from the second on the jobs take their smallest steps. */
  readonly attempts?: number;
  /** What a batch works with; the bindings of the line unless told otherwise. */
  readonly bindings?: () => JobBindings;
}

/**
 * Both queues as Cloudflare describes them, in a hand that can double and shuffle: at least once, in any order, what is retried
 * comes again with one attempt more, and what was tried too often is dead. The jobs, D1 and R2 are real.
 */
export class JobLine {
  readonly env: JobBindings;
  readonly #plan: LinePlan;
  readonly #waiting: Waiting[] = [];
  /** How many different messages of the first queue there were, whoever sent them, and how often one was delivered. */
  messages = 0;
  deliveries = 0;
  /** Bodies of those that came again because they were not acknowledged, and of those that were tried too often. */
  readonly retried: unknown[] = [];
  readonly dead: unknown[] = [];
  #ids = 0;

  constructor(env: JobBindings, plan: LinePlan = {}) {
    this.#plan = plan;
    this.env = {
      ...env,
      JOBS: { send: async (job: Job) => this.send(job) },
      JOBS_DEAD: { send: async (letter: unknown) => this.#add(letter, true) } as unknown as JobBindings["JOBS_DEAD"],
    };
  }

  send(body: unknown): void {
    this.#add(body, false);
  }

  /** Delivers until nothing waits, so many batches of such a size at one moment. */
  async drain({ size = 10, lanes = 1 } = {}): Promise<void> {
    while (this.#waiting.length > 0) {
      const batches = Array.from({ length: lanes }, () => this.#take(size));
      await Promise.all(batches.map((batch) => this.#deliverBatch(batch)));
    }
  }

  async #deliverBatch(batch: readonly Waiting[]): Promise<void> {
    for (const queue of [JOBS_QUEUE, DEAD_JOBS_QUEUE]) {
      const messages = batch.filter(({ isDead }) => isDead === (queue === DEAD_JOBS_QUEUE));
      if (messages.length > 0) await this.#deliver(queue, messages);
    }
  }

  async #deliver(queue: string, messages: readonly Waiting[]): Promise<void> {
    const timestamp = new Date();
    const given = messages.map(({ id, body, attempts }) => ({ id, body, attempts, timestamp }));
    const batch = createMessageBatch(queue, given);
    await runJobs(batch, this.#plan.bindings?.() ?? this.env);
    this.deliveries += messages.length;
    const { explicitAcks } = await getQueueResult(batch, createExecutionContext());
    const acked = new Set(explicitAcks);
    for (const message of messages) if (!acked.has(message.id)) this.#again(message);
  }

  #again(message: Waiting): void {
    this.retried.push(message.body);
    message.attempts += 1;
    if (message.isDead || message.attempts < this.#firstTry + TRIES_MAX) {
      this.#waiting.push(message);
      return;
    }
    this.dead.push(message.body);
    this.#waiting.push({ ...message, attempts: 1, isDead: true });
  }

  get #firstTry(): number {
    return this.#plan.attempts ?? 1;
  }

  #add(body: unknown, isDead: boolean): void {
    this.#ids += 1;
    if (!isDead) this.messages += 1;
    const id = `m${this.#ids}`;
    // A copy is the same message with the same id.
    for (let copies = this.#plan.copies?.() ?? 1; copies > 0; copies -= 1)
      this.#waiting.push({ id, body, attempts: this.#firstTry, isDead });
  }

  /** No batch holds a message twice: its answer could not be told from that of its copy. */
  #take(count: number): Waiting[] {
    const taken = new Map<string, Waiting>();
    while (taken.size < count) {
      const message = this.#takeOne();
      if (message === undefined) break;
      if (taken.has(message.id)) {
        this.#waiting.push(message);
        break;
      }
      taken.set(message.id, message);
    }
    return [...taken.values()];
  }

  #takeOne(): Waiting | undefined {
    const { pick } = this.#plan;
    if (pick === undefined) return this.#waiting.shift();
    // Taken out of the middle without moving all behind it.
    const at = pick(this.#waiting.length);
    const taken = this.#waiting[at];
    const last = this.#waiting.pop();
    if (last !== undefined && at < this.#waiting.length) this.#waiting[at] = last;
    return taken;
  }
}
