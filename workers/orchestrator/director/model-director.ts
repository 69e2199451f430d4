import type { CallReceipt, PromptRecord, VoiceId } from "../../contracts/dm.ts";
import type { Voice } from "../../contracts/events.ts";
import type { DirectorAnswer } from "../../contracts/orchestration.ts";
import type { Director, DirectorInput } from "../../core/ports.ts";
import { wholeSigns } from "../../core/whole-signs.ts";
import { type Answered, type Asking, ModelCalls } from "../ask-models.ts";
import { LoreDesk } from "../lore/lore-desk.ts";
import { ORACLE_VOICE } from "../oracle/oracle-voice.ts";
import { numbered } from "../prompt/sources-part.ts";
import { modelVoice, withFallback } from "../voices.ts";
import { type DirectorPrompt, directorPrompt } from "./director-prompt.ts";
import { keptFromPlayers } from "./kept-from-players.ts";
import { type CheckedCalls, checkedCalls } from "./proposed-calls.ts";
import { readAnswer } from "./read-answer.ts";
import { passagesFor, type TurnPassages } from "./turn-passages.ts";

const ROUNDS_MAX = 4;
const ANSWER_CHARS_MAX = 20_000;
const PROMPTS_MAX = 6;
const SOURCES_MAX = 6;
const NO_USE = "the model's answer could not be read";

/** What one answer came to. */
interface Read extends CheckedCalls {
  readonly finished: boolean;
  readonly readable: boolean;
}

/** What was read for one round, and its receipts and prompts as they come. */
interface Ledger {
  readonly passages: TurnPassages;
  readonly calls: ModelCalls;
  readonly prompts: PromptRecord[];
}

/**
 * Asks a model which calls the players' words lead to. What it answers is repaired once, asked for once more, and then
 * given up: in the first round the Oracle plans in its place, later on the turn is told as far as it has come.
 */
export class ModelDirector implements Director {
  readonly #asking: Omit<Asking, "task" | "plan">;
  readonly #oracle: Director;
  readonly #lore: LoreDesk;

  constructor({
    oracle,
    lore = new LoreDesk(null),
    ...asking
  }: Omit<Asking, "task" | "plan"> & { readonly oracle: Director; readonly lore?: LoreDesk }) {
    this.#asking = asking;
    this.#oracle = oracle;
    this.#lore = lore;
  }

  async direct(input: DirectorInput): Promise<DirectorAnswer> {
    if (ruledByHouse(input)) return await this.#oracle.direct(input);
    const { plan, round } = input;
    if (plan.voices.length === 0)
      return await this.#instead(input, { why: plan.standsInFor, receipts: [], prompts: [] });
    // The clock of a step begins before its search.
    const calls = new ModelCalls({ ...this.#asking, task: "director", plan });
    const ledger: Ledger = { passages: await passagesFor(input, this.#lore), calls, prompts: [] };
    const { read, answered, why } = await this.#ask(input, ledger);
    const { receipts } = calls;
    const prompts = ledger.prompts.slice(-PROMPTS_MAX);
    const open = await ledger.passages.forPlayers;
    const sources = open.slice(0, SOURCES_MAX).map(({ key }) => key);
    if (read === null || answered === null)
      return round === 1
        ? { ...(await this.#instead(input, { why, receipts, prompts })), sources }
        : { proposal: proposalOf(input, NOTHING, standIn(receipts, why)), receipts, prompts, sources };
    return { proposal: proposalOf(input, read, modelVoice(answered, receipts)), receipts, prompts, sources };
  }

  async #ask(
    input: DirectorInput,
    ledger: Ledger,
  ): Promise<{ read: Read | null; answered: Answered | null; why: string }> {
    const first = await this.#once(input, ledger, {});
    if (first.answered === null) return { read: null, ...first };
    const { all, forPlayers } = ledger.passages;
    const isKept = keptFromPlayers(input, { all, forPlayers: await forPlayers });
    const read = readIn(input, first, isKept);
    const issues = issuesIn(input, read);
    if (issues.length === 0) return { ...first, read };
    const again = await this.#once(input, ledger, { issues, voice: first.answered.voice });
    const better = again.answered === null ? null : readIn(input, again, isKept);
    if (again.answered !== null && better?.readable === true)
      return { ...again, answered: { ...again.answered, stoodIn: first.answered.stoodIn }, read: better };
    return read.readable ? { ...first, read } : { read: null, answered: first.answered, why: NO_USE };
  }

  async #once(
    input: DirectorInput,
    { calls, prompts, passages }: Ledger,
    { issues = [], voice }: { readonly issues?: readonly string[]; readonly voice?: VoiceId },
  ): Promise<{ answered: Answered | null; offered: readonly string[]; why: string }> {
    let sent: { readonly prompt: DirectorPrompt; readonly voice: VoiceId } | null = null;
    const answered = await calls.complete(
      (model, asked) => {
        const prompt = directorPrompt(input, model, { issues, sources: numbered(passages.all) });
        if (prompt !== null) sent = { prompt, voice: asked };
        return prompt?.request ?? null;
      },
      voice === undefined ? input.plan.voices : [voice],
    );
    const last = sent as { readonly prompt: DirectorPrompt; readonly voice: VoiceId } | null;
    if (last !== null)
      prompts.push({
        task: "director",
        round: input.round,
        voice: last.voice,
        parts: [...last.prompt.parts],
        answer: answered.ok ? asItCame(answered) : null,
      });
    return answered.ok
      ? { answered, offered: last?.prompt.offered ?? [], why: "" }
      : { answered: null, offered: [], why: answered.why };
  }

  /** The Oracle plans the first round; why, stands in its voice. */
  async #instead(
    input: DirectorInput,
    { why, receipts, prompts }: { why: string | null; receipts: CallReceipt[]; prompts: PromptRecord[] },
  ): Promise<DirectorAnswer> {
    const { proposal } = await this.#oracle.direct(input);
    return { proposal: { ...proposal, voice: standIn(receipts, why) }, receipts, prompts, sources: [] };
  }
}

const NOTHING: Read = { calls: [], issues: [], finished: true, readable: true };

/** A hero's move without its player follows the policy of the seat, and a telling plays nothing: no model decides there. */
function ruledByHouse({ turn, state }: DirectorInput): boolean {
  if (turn.kind === "telling") return true;
  if (turn.kind !== "initiative" || turn.actions.length > 0 || turn.combatantId === null) return false;
  return state.public.creatures[turn.combatantId]?.kind !== "foe";
}

function readIn(
  { state, turn }: DirectorInput,
  { answered, offered }: { readonly answered: Answered | null; readonly offered: readonly string[] },
  isKept: Parameters<typeof checkedCalls>[2],
): Read {
  if (answered === null) return NOTHING;
  const { calls, finished, readable } = readAnswer(answered.answer, offered);
  const work = state.gm.work?.turnId === turn.id ? state.gm.work : null;
  return { ...checkedCalls(calls, work?.made, isKept), finished, readable };
}

/** What is to be said to a model whose answer cannot be used as it is; nothing when it can. */
function issuesIn({ round }: DirectorInput, { readable, issues }: Read): readonly string[] {
  if (readable) return issues;
  // Prose after the first round means that nothing more is to be done.
  return round > 1 ? [] : ["There was no call in it. Only calls count; call finish when nothing is to be done."];
}

function proposalOf(input: DirectorInput, { calls, finished }: Read, voice: Voice): DirectorAnswer["proposal"] {
  const asksBack = calls.length > 0 && calls.every(({ tool }) => tool === "ask_player");
  return {
    turnId: input.turn.id,
    basedOnSeq: Math.max(1, input.state.head.seq),
    calls: [...calls],
    done: finished || calls.length === 0 || asksBack || input.round >= ROUNDS_MAX,
    voice,
  };
}

function standIn(receipts: readonly CallReceipt[], why: string | null): Voice {
  return withFallback(ORACLE_VOICE, receipts, why);
}

/** What came back, for those who may read it: the text, or the calls as the model made them. */
function asItCame({ answer: { text, toolCalls } }: Answered): string {
  const calls = toolCalls.map(({ name, arguments: given }) => `${name} ${JSON.stringify(given)}`);
  const lines = [text, ...calls].filter((line) => line !== "");
  return wholeSigns(lines.join("\n").slice(0, ANSWER_CHARS_MAX));
}
