import type { Narration, Proposal } from "../contracts/orchestration.ts";
import type { DirectorInput, NarratorInput } from "../core/ports.ts";
import type { OrchestratorPort } from "../realtime/turn-driver.ts";
import { ORACLE_VOICE } from "./paper-room.ts";

/** What a scripted model does when it is asked: answers, throws, or never says a word. */
export type Answer<Input, Output> = (input: Input) => Output | Promise<Output>;

export const silence = (): Promise<never> => new Promise(() => undefined);

export const proposing =
  (...calls: Proposal["calls"]): Answer<DirectorInput, unknown> =>
  ({ turn, state }) => ({
    turnId: turn.id,
    basedOnSeq: state.head.seq,
    calls,
    done: true,
    voice: ORACLE_VOICE,
  });

export const telling =
  (text: string, ...deltas: string[]): Answer<NarratorInput, ReadableStream<Uint8Array>> =>
  ({ turn }) => {
    const narration: Narration = { turnId: turn.id, text, rests: [], suggestions: [], voice: ORACLE_VOICE };
    return lines(...deltas.map((delta) => JSON.stringify({ delta })), JSON.stringify({ narration }));
  };

export function lines(...texts: string[]): ReadableStream<Uint8Array> {
  return new Response(texts.map((text) => `${text}\n`).join("")).body ?? new ReadableStream();
}

/** Director and narrator that do what the test wrote down, in order; the last line of a script is repeated. */
export class ScriptedOrchestrator implements OrchestratorPort {
  readonly directed: DirectorInput[] = [];
  readonly narrated: NarratorInput[] = [];
  readonly #direct: Answer<DirectorInput, unknown>[];
  readonly #narrate: Answer<NarratorInput, ReadableStream<Uint8Array>>[];

  constructor(
    script: {
      direct?: Answer<DirectorInput, unknown>[];
      narrate?: Answer<NarratorInput, ReadableStream<Uint8Array>>[];
    } = {},
  ) {
    this.#direct = script.direct ?? [proposing()];
    this.#narrate = script.narrate ?? [telling("It is told.")];
  }

  async direct(input: DirectorInput): Promise<unknown> {
    this.directed.push(input);
    return await (this.#direct[this.directed.length - 1] ?? this.#direct.at(-1) ?? silence)(input);
  }

  async narrate(input: NarratorInput): Promise<ReadableStream<Uint8Array>> {
    this.narrated.push(input);
    return await (this.#narrate[this.narrated.length - 1] ?? this.#narrate.at(-1) ?? silence)(input);
  }
}
