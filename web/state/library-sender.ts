import type { UploadCard, UploadId, UploadProgress } from "../../workers/contracts/library.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { backoffMs } from "./backoff.ts";
import {
  allArrived,
  isLastWord,
  nextPart,
  partArrived,
  partLost,
  partMoved,
  partSpan,
  recounted,
  type Sending,
  sendingOf,
  wokenUp,
} from "./library-sending.ts";
import type { Result } from "./result.ts";

/** Parts that are on their way at a time, of all files together: more only make each other slower. */
export const PARTS_AT_ONCE = 2;
/** No part of a file, but the word that all of them have been sent. */
const LAST_WORD = 0;

/** What the sender needs of the world: a way to put bytes, two questions, a clock and chance. */
export interface SenderWorld {
  put(
    at: { readonly id: UploadId; readonly part: number },
    bytes: Blob,
    onSent: (bytes: number) => void,
  ): { readonly answer: Promise<Result<unknown>>; abort(): void };
  complete(id: UploadId): Promise<Result<UploadCard>>;
  progress(id: UploadId): Promise<Result<UploadProgress>>;
  after(ms: number, run: () => void): () => void;
  random(): number;
}

interface SenderEvents {
  readonly onChange: (sendings: readonly Sending[]) => void;
  /** It is all over there, with the card as it stands now when there is one. */
  readonly onDone: (id: UploadId, card: UploadCard | null) => void;
  /** The table will have none of it, or it was deleted meanwhile. */
  readonly onRefused: (sending: Sending, problem: Problem) => void;
}

/** Sends files in parts, sends again what was lost, and stops only when a person has to do something. */
export function makeSender(world: SenderWorld, { onChange, onDone, onRefused }: SenderEvents) {
  const list = makeList(onChange);
  const files = new Map<UploadId, Blob>();
  const alarms = makeAlarms(world);

  const air = makeAir(world, list, {
    onLost: (...what) => lost(...what),
    onLanded: () => fill(),
  });
  const lost = makeLost(world, list, {
    onDone: (id) => drop(id, null),
    onRefused: (sending, problem) => [drop(sending.id), onRefused(sending, problem)],
    onRecount: air.ground,
    tryAfter: (id, ms) => alarms.set(id, ms, () => wake(id)),
  });
  const still = (id: UploadId) => [air.ground(id), alarms.drop(id)];
  const drop = (id: UploadId, card?: UploadCard | null) => {
    still(id);
    files.delete(id);
    list.drop(id);
    if (card !== undefined) onDone(id, card);
    fill();
  };
  const wake = (id: UploadId) => {
    alarms.drop(id);
    list.change(id, wokenUp);
    fill();
  };
  const finish = async (id: UploadId): Promise<void> => {
    list.change(id, (each) => ({ ...each, state: "finishing" }));
    const said = await world.complete(id);
    if (list.find(id) === undefined) return;
    if (said.ok) drop(id, said.value);
    else lost(id, LAST_WORD, said.problem);
  };
  const fill = (): void => {
    for (const { id } of list.all()) {
      for (let launched = true; launched; ) {
        const sending = list.find(id);
        const file = files.get(id);
        launched = sending !== undefined && file !== undefined && air.launch(sending, file);
      }
      const sending = list.find(id);
      if (sending?.state === "sending" && allArrived(sending)) void finish(id);
    }
  };

  return {
    /** Sends a file, or what is missing of it. */
    begin(progress: UploadProgress, file: Blob): void {
      const { id } = progress.upload;
      still(id);
      files.set(id, file);
      list.put(sendingOf(progress));
      fill();
    },
    retry: wake,
    /** The line is back: nobody waits for the next try. */
    wakeAll(): void {
      for (const { id, state } of list.all()) if (state === "waiting") wake(id);
    },
    /** Calls it back, or forgets a file that somebody has deleted. */
    drop: (id: UploadId) => drop(id),
    stop(): void {
      for (const { id } of list.all()) still(id);
    },
  };
}

interface LostEvents {
  /** It had all arrived before. */
  readonly onDone: (id: UploadId) => void;
  readonly onRefused: SenderEvents["onRefused"];
  readonly onRecount: (id: UploadId) => void;
  readonly tryAfter: (id: UploadId, ms: number) => void;
}

/** What becomes of a file when something of it did not get through. */
function makeLost(world: SenderWorld, list: ReturnType<typeof makeList>, events: LostEvents) {
  const tryLater = (id: UploadId, problem: Problem) => {
    const sending = list.find(id);
    if (sending?.state === "waiting")
      events.tryAfter(id, problem.retryAfterMs ?? backoffMs(sending.faults, world.random));
  };
  /** The two sides disagree about what has arrived; theirs counts. */
  const recount = async (id: UploadId, problem: Problem): Promise<void> => {
    const counted = await world.progress(id);
    if (list.find(id) === undefined) return;
    if (!counted.ok) return lost(id, LAST_WORD, counted.problem);
    events.onRecount(id);
    list.change(id, (sending) => recounted(sending, counted.value, problem));
    tryLater(id, problem);
  };
  const lost = (id: UploadId, part: number, problem: Problem): void => {
    if (problem.slug === "upload-done") return events.onDone(id);
    if (problem.slug === "upload-incomplete") return void recount(id, problem);
    const sending = list.find(id);
    if (sending !== undefined && isLastWord(problem)) return events.onRefused(sending, problem);
    list.change(id, (sending) => partLost(sending, part, problem));
    tryLater(id, problem);
  };
  return lost;
}

function makeList(onChange: SenderEvents["onChange"]) {
  let list: readonly Sending[] = [];
  const set = (next: readonly Sending[]) => {
    list = next;
    onChange(list);
  };
  return {
    all: () => list,
    find: (id: UploadId) => list.find((each) => each.id === id),
    put: (sending: Sending) => set([...list.filter((each) => each.id !== sending.id), sending]),
    change: (id: UploadId, how: (sending: Sending) => Sending) =>
      set(list.map((each) => (each.id === id ? how(each) : each))),
    drop(id: UploadId): void {
      if (list.some((each) => each.id === id)) set(list.filter((each) => each.id !== id));
    },
  };
}

/** When to try again, one time a file: the first that is set counts. */
function makeAlarms({ after }: Pick<SenderWorld, "after">) {
  const alarms = new Map<UploadId, () => void>();
  return {
    set(id: UploadId, ms: number, run: () => void): void {
      if (!alarms.has(id)) alarms.set(id, after(ms, run));
    },
    drop(id: UploadId): void {
      alarms.get(id)?.();
      alarms.delete(id);
    },
  };
}

interface AirEvents {
  readonly onLost: (id: UploadId, part: number, problem: Problem) => void;
  readonly onLanded: () => void;
}

/** Parts on their way. One that was called back has no say any more, whatever still comes of it. */
function makeAir(world: SenderWorld, list: ReturnType<typeof makeList>, { onLost, onLanded }: AirEvents) {
  const flights = new Map<string, { readonly id: UploadId; abort(): void }>();
  return {
    /** Sends the next part of a file, if there is one and room for it. */
    launch(sending: Sending, file: Blob): boolean {
      const part = flights.size < PARTS_AT_ONCE ? nextPart(sending) : null;
      if (part === null) return false;
      const { id } = sending;
      const key = `${id}/${part}`;
      list.change(id, (each) => partMoved(each, part, 0));
      const flight = world.put({ id, part }, file.slice(...partSpan(sending, part)), (bytes) => {
        if (flights.get(key) === mine) list.change(id, (each) => partMoved(each, part, bytes));
      });
      const mine = { id, abort: flight.abort };
      flights.set(key, mine);
      void flight.answer.then((answer) => {
        if (flights.get(key) !== mine) return;
        flights.delete(key);
        if (answer.ok) list.change(id, (each) => partArrived(each, part));
        else onLost(id, part, answer.problem);
        onLanded();
      });
      return true;
    },
    ground(id: UploadId): void {
      for (const [key, flight] of flights) {
        if (flight.id !== id) continue;
        flights.delete(key);
        flight.abort();
      }
    },
  };
}
