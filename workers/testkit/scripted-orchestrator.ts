import type {
  DirectorAnswer,
  HelpAnswer,
  Narration,
  NarratorAnswer,
  Proposal,
  RecapAnswer,
  SourcesAnswer,
} from "../contracts/orchestration.ts";
import type { AnswerInput, DirectorInput, HelpInput, NarratorInput, RecapInput } from "../core/ports.ts";
import type { OrchestratorPort } from "../realtime/turn-driver.ts";
import { ORACLE_VOICE } from "./paper-room.ts";

/** What a scripted model does when it is asked: answers, throws, or never says a word. */
export type Answer<Input, Output> = (input: Input) => Output | Promise<Output>;

export const silence = (): Promise<never> => new Promise(() => undefined);

export const proposing =
  (...calls: Proposal["calls"]): Answer<DirectorInput, unknown> =>
  ({ turn, state }): DirectorAnswer => ({
    proposal: { turnId: turn.id, basedOnSeq: state.head.seq, calls, done: true, voice: ORACLE_VOICE },
    receipts: [],
    prompts: [],
    sources: [],
  });

export const telling =
  (text: string, ...deltas: string[]): Answer<NarratorInput, ReadableStream<Uint8Array>> =>
  ({ turn }) => {
    const narration: Narration = { turnId: turn.id, text, rests: [], suggestions: [], voice: ORACLE_VOICE };
    const answer: NarratorAnswer = { narration, cuts: [], cites: [], receipts: [], prompts: [] };
    return lines(...deltas.map((delta) => JSON.stringify({ delta })), JSON.stringify({ answer }));
  };

export const helping =
  (text: string): Answer<HelpInput, HelpAnswer> =>
  () => ({ text, sources: [], voice: ORACLE_VOICE, receipts: [], prompts: [] });

export function lines(...texts: string[]): ReadableStream<Uint8Array> {
  return new Response(texts.map((text) => `${text}\n`).join("")).body ?? new ReadableStream();
}

/** Director and narrator that do what the test wrote down, in order; the last line of a script is repeated. */
export class ScriptedOrchestrator implements OrchestratorPort {
  readonly directed: DirectorInput[] = [];
  readonly narrated: NarratorInput[] = [];
  readonly helped: HelpInput[] = [];
  readonly #direct: Answer<DirectorInput, unknown>[];
  readonly #narrate: Answer<NarratorInput, ReadableStream<Uint8Array>>[];
  readonly #help: Answer<HelpInput, unknown>[];

  constructor(
    script: {
      direct?: Answer<DirectorInput, unknown>[];
      narrate?: Answer<NarratorInput, ReadableStream<Uint8Array>>[];
      help?: Answer<HelpInput, unknown>[];
    } = {},
  ) {
    this.#direct = script.direct ?? [proposing()];
    this.#narrate = script.narrate ?? [telling("It is told.")];
    this.#help = script.help ?? [helping("Somebody knocks.")];
  }

  async direct(input: DirectorInput): Promise<unknown> {
    this.directed.push(input);
    return await (this.#direct[this.directed.length - 1] ?? this.#direct.at(-1) ?? silence)(input);
  }

  async narrate(input: NarratorInput): Promise<ReadableStream<Uint8Array>> {
    this.narrated.push(input);
    return await (this.#narrate[this.narrated.length - 1] ?? this.#narrate.at(-1) ?? silence)(input);
  }

  /** The sources of a scripted table are silent. */
  async answer(input: AnswerInput): Promise<SourcesAnswer> {
    const text = `Nothing of ${input.question}.`;
    return { text, found: false, cites: [], voice: ORACLE_VOICE, receipts: [], prompts: [] };
  }

  async recap(_: RecapInput): Promise<RecapAnswer> {
    return { sentences: [], voice: ORACLE_VOICE, receipts: [], prompts: [] };
  }

  async help(input: HelpInput): Promise<unknown> {
    this.helped.push(input);
    return await (this.#help[this.helped.length - 1] ?? this.#help.at(-1) ?? silence)(input);
  }
}
