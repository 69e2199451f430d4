import type { ProposedCall } from "../../contracts/events.ts";
import type { parseToolCall, ToolCall } from "../../contracts/tools.ts";
import { callKey } from "../evolve/fold-gm.ts";
import { newStep } from "../new-step.ts";
import { REST_MINUTES, rulesOf } from "../rules/index.ts";
import type { ToolOutcome } from "../rules/ruleset.ts";
import { crossings } from "../safety/crossings.ts";
import { boundariesOf } from "../safety/rating-boundaries.ts";
import { Effects } from "../script/effects.ts";
import { readsOutTheScript } from "../script/kept-words.ts";
import { scriptedFoe } from "../script/lookup.ts";
import { secretToldBy } from "../script/secrets.ts";
import type { CampaignState, TurnState, Verdict } from "../state.ts";
import type { Chance, Fact, Refusal, Step } from "../step.ts";
import { type Bench, refuse, worldHandlers } from "./world-tools.ts";

/** Reads the arguments of a call by the schema of its tool. Given from outside: core knows no schemas. */
export type ReadCall = typeof parseToolCall;

/** Where a call comes from: a turn of the machine, or the hand of the GM, who may move anybody. */
export interface CallOrigin {
  readonly read: ReadCall;
  readonly turn: TurnState | null;
  readonly byHand: boolean;
}

/** World tools that are of no use, or not allowed, while a fight is on. */
const CALM_ONLY: readonly string[] = ["move_scene", "advance_time", "start_encounter"];

/** The tools that may be called now, by name. */
export function offeredTools(state: CampaignState): readonly string[] {
  const rules = rulesOf(state.public.ruleset);
  const fighting = state.public.encounter !== null;
  const world = Object.keys(worldHandlers).filter((name) =>
    fighting ? !CALM_ONLY.includes(name) : name !== "end_encounter",
  );
  return [...world, ...(fighting ? rules.tools.fight : rules.tools.calm)];
}

/** Runs one call inside a step: parse, check that it is offered and fits the actor, hand it to world or ruleset. */
export function runCall(
  step: Step,
  call: { readonly tool: string; readonly args: unknown },
  origin: CallOrigin,
): ToolOutcome {
  const parsed = origin.read(call.tool, call.args);
  if (!parsed.ok)
    return refuse(parsed.code, {
      detail: parsed.detail,
      alternatives: parsed.code === "unknown-tool" ? offeredTools(step.state) : [],
    });
  const offered = offeredTools(step.state);
  if (!offered.includes(call.tool)) return refuse("tool-not-offered", { alternatives: offered });
  const stranger =
    nobody(step.state, parsed.call) ??
    heroOfNoActor(step.state, parsed.call, origin) ??
    nobodysWish(step.state, parsed.call, origin) ??
    unfitWords(step.state, parsed.call, origin);
  if (stranger !== null) return { ok: false, refusal: stranger };
  const rules = rulesOf(step.state.public.ruleset);
  const bench: Bench = { step, rules, effects: new Effects(step, rules) };
  const outcome = handle(bench, parsed.call);
  if (outcome.ok) afterwards(bench, parsed.call, outcome);
  return outcome;
}

function handle(bench: Bench, call: ToolCall): ToolOutcome {
  const handler = worldHandlers[call.tool] as ((bench: Bench, args: ToolCall["args"]) => ToolOutcome) | undefined;
  return handler === undefined ? bench.rules.run(bench.step, call) : handler(bench, call.args);
}

/** A slug can spell what every object has, "constructor" say. No creature is called that, and no handler should meet it. */
function nobody({ public: { creatures } }: CampaignState, call: ToolCall): Refusal | null {
  const named = Object.values(call.args).some(
    (id) => typeof id === "string" && id in creatures && !Object.hasOwn(creatures, id),
  );
  return named ? { slug: "unknown-creature", alternatives: Object.keys(creatures) } : null;
}

/**
 * No call may move a hero whose player has not acted in this turn. In initiative the room itself moves the fallen and
 * the absent, by their seat policy.
 */
function heroOfNoActor(state: CampaignState, call: ToolCall, { turn, byHand }: CallOrigin): Refusal | null {
  if (byHand) return null;
  const args = call.args as { creatureId?: string; attackerId?: string; from?: string };
  const id = args.creatureId ?? args.attackerId ?? args.from;
  if (id === undefined) return null;
  const creature = Object.hasOwn(state.public.creatures, id) ? state.public.creatures[id] : undefined;
  if (creature === undefined)
    return { slug: "unknown-creature", alternatives: turn?.actions.map((action) => action.creatureId) ?? [] };
  if (creature.kind !== "hero" && !FOR_HEROES.has(call.tool)) return null;
  const actors = actorsOf(turn);
  return creature.kind === "hero" && actors.includes(id) ? null : { slug: "not-a-heros-move", alternatives: actors };
}

/** What only heroes do: a foe's move is no way to the script's beats, exits and people. */
const FOR_HEROES: ReadonlySet<string> = new Set([
  "play_beat",
  "move_scene",
  "person_speaks",
  "recall_lore",
  "transfer_item",
  "ask_player",
]);

function actorsOf(turn: TurnState | null): string[] {
  if (turn === null) return [];
  return turn.kind === "initiative" ? [turn.combatantId ?? ""] : turn.actions.map((action) => action.creatureId);
}

/** Nobody but a hero whose move it is gives a fight up, and time is let pass once in a turn, not night after night. */
function nobodysWish(state: CampaignState, call: ToolCall, { turn, byHand }: CallOrigin): Refusal | null {
  if (byHand) return null;
  const actors = actorsOf(turn);
  const heroActs = actors.some((id) => state.public.creatures[id]?.kind === "hero");
  if (call.tool === "end_encounter" && call.args.how === "flee" && !heroActs)
    return { slug: "not-a-heros-move", alternatives: actors };
  const done = state.gm.work?.turnId === turn?.id ? (state.gm.work?.results ?? []) : [];
  return PASSES_TIME.has(call.tool) && done.some(({ ok, tool }) => ok && tool === call.tool)
    ? { slug: "repeated-call", detail: "Time has passed in this turn already." }
    : null;
}

const PASSES_TIME: ReadonlySet<string> = new Set(["advance_time", "short_rest", "long_rest", "take_breath"]);

/** Words that everybody will read give nothing away, keep to the lines of the table, and are plain prose. */
function unfitWords(state: CampaignState, call: ToolCall, origin: CallOrigin): Refusal | null {
  const words = origin.byHand ? null : wordsForAll(call);
  if (words === null) return null;
  if (givesSecretAway(state, words, origin)) return { slug: "repeats-secret" };
  if (crosses(state, words, call.tool === "record_fact")) return { slug: "crosses-a-line" };
  return NO_PROSE.test(words) || UNSEEN.test(words) || wishes(call).some((wish) => wish.startsWith("/"))
    ? { slug: "bad-arguments", detail: "Words for players are plain prose: no links, no markup, no codes." }
    : null;
}

/** Links, pictures, marks of chat formats, and longer than any word: nothing a player should tap or decipher. */
const NO_PROSE = /\/\/|\bwww\.|\b[\w-]+\.[a-z]{2,12}\/|\]\s*[(:[]|<[|/!a-z]|\|>|^\s*#{2,}|[!-~]{30,}/imu;

/** Signs that nobody sees and that turn a text around; a joiner inside an emoji is none. */
const UNSEEN = /(?!\u200d|\ufe0f)[\p{Cf}\p{Co}]|(?!\n)\p{Cc}|[\u{e0000}-\u{e0fff}]/u;

/** Answers put into players' mouths are taps: none may look like a command of the composer. */
function wishes(call: ToolCall): string[] {
  return call.tool === "ask_player" ? call.args.choices.map((choice) => choice.trim()) : [];
}

/** The director's own words that everybody will read: on a ticket, as a fact, as a question. Null when there are none. */
function wordsForAll(call: ToolCall): string | null {
  const args = call.args as {
    purpose?: string;
    why?: string;
    text?: string;
    question?: string;
    choices?: string[];
    advantage?: { for: string[]; against: string[] };
  };
  const { purpose, why, text, question, choices = [], advantage } = args;
  const words = [purpose, why, text, question, ...choices, ...(advantage?.for ?? []), ...(advantage?.against ?? [])];
  const spoken = words.filter((each) => each !== undefined).join("\n");
  return spoken.trim() === "" ? null : spoken;
}

/** What the players said themselves gives nothing away. */
function givesSecretAway(state: CampaignState, words: string, { turn }: CallOrigin): boolean {
  const said = turn?.actions.map(({ text }) => text).join("\n") ?? "";
  return secretToldBy(state, words, said) !== null || readsOutTheScript(state, words, said);
}

/** A fact is written down for everybody: what the table keeps behind a veil is not shown in it either. */
function crosses({ public: { dm } }: CampaignState, words: string, shows: boolean): boolean {
  return crossings(words, boundariesOf(dm)).some(({ boundary }) => shows || boundary.kind === "line");
}

/** What follows a call whatever it was: a foe's own words, time spent resting, the end of a fight. */
function afterwards({ step, effects }: Bench, call: ToolCall, outcome: ToolOutcome): void {
  if (call.tool === "attack")
    foeSpeaks(
      step,
      call.args.attackerId,
      outcome.ok && (outcome.outcome === "success" || outcome.outcome === "critical"),
    );
  if (call.tool === "strike")
    foeSpeaks(step, call.args.targetId, outcome.ok && outcome.outcome !== "success" && outcome.outcome !== "critical");
  const origin = { actorId: "", source: "rest" };
  if (call.tool === "short_rest") effects.passTime(REST_MINUTES.short, origin);
  if (call.tool === "long_rest") effects.passTime(REST_MINUTES.long, origin);
  if (call.tool === "take_breath") effects.passTime(REST_MINUTES.breath, origin);
  fallenSpeak(step);
  effects.settleEncounter();
}

/** The script's own words for a foe's blow, the lines in turn so that none comes twice running. */
function foeSpeaks(step: Step, creatureId: string, struck: boolean): void {
  const foe = scriptedFoe(step.state, creatureId);
  if (foe === undefined || step.state.public.creatures[creatureId]?.kind !== "foe") return;
  const lines = struck ? foe.strikes : foe.misses;
  const line = lines[step.state.public.dice.nextIndex % lines.length];
  if (line !== undefined)
    step.emit("beat_told", { subject: `${struck ? "strikes" : "misses"}:${foe.id}`, speaker: creatureId, text: line });
}

function fallenSpeak(step: Step): void {
  for (const fact of step.facts) {
    if (fact.type !== "creature_fell") continue;
    const { creatureId } = fact.payload;
    const foe = scriptedFoe(step.state, creatureId);
    const line = foe?.falls[step.state.public.dice.nextIndex % foe.falls.length];
    if (foe !== undefined && line !== undefined)
      step.emit("beat_told", { subject: `falls:${foe.id}`, speaker: creatureId, text: line });
  }
}

/**
 * Carries out the next call of the proposal that is being worked on, with its dice, as one decision. A refused call
 * leaves nothing behind but the refusal. Null when there is no call left.
 */
export function decideNextCall(state: CampaignState, chance: Chance, read: ReadCall): readonly Fact[] | null {
  const turn = state.public.turn;
  const work = state.gm.work;
  const call = work?.turnId === turn?.id ? work?.calls[work.doneThisRound] : undefined;
  if (turn === null || work === null || call === undefined) return null;
  const cause = { turnId: turn.id, step: call.id };
  const verdict = work.verdicts[call.id];
  const judged = verdict?.args == null ? call : { ...call, args: { ...verdict.args } };
  const refusal = deniedOrRepeated(verdict, work.made.includes(callKey(call)));
  const step = newStep({ state, chance, actor: { kind: "dm" }, cause });
  const outcome: ToolOutcome =
    refusal === null ? runCall(step, judged, { turn, byHand: false, read }) : { ok: false, refusal };
  if (!outcome.ok) return [refusedFact(turn.id, call, outcome.refusal, cause)];
  step.emit(
    "tool_call_applied",
    { turnId: turn.id, callId: call.id, tool: call.tool, outcome: outcome.outcome, detail: { ...outcome.detail } },
    "gm",
  );
  return step.facts;
}

function deniedOrRepeated(verdict: Verdict | undefined, repeated: boolean): Refusal | null {
  if (verdict?.verdict === "denied") return { slug: "denied-by-gm", detail: verdict.reason };
  return repeated ? { slug: "repeated-call" } : null;
}

function refusedFact(turnId: TurnState["id"], call: ProposedCall, refusal: Refusal, cause: Fact["cause"]): Fact {
  return {
    type: "tool_call_refused",
    v: 1,
    actor: { kind: "dm" },
    cause,
    audience: "gm",
    payload: {
      turnId,
      callId: call.id,
      tool: call.tool,
      code: refusal.slug,
      detail: (refusal.detail ?? "").slice(0, 400),
      alternatives: (refusal.alternatives ?? []).slice(0, 20).map((each) => each.slice(0, 80)),
    },
  };
}

/**
 * Passes initiative on when a move in a fight is over and whoever had it proposed no end: no director can make a foe's
 * move come round for ever. Null when it has been passed, or there is none.
 */
export function decidePass(state: CampaignState, chance: Chance, read: ReadCall): readonly Fact[] | null {
  const { turn, encounter, status } = state.public;
  const stuck = turn?.kind === "initiative" && encounter?.ordered === true && encounter.activeId === turn.combatantId;
  if (!stuck || turn?.combatantId == null || status === "ended") return null;
  const step = newStep({ state, chance, actor: { kind: "system" }, cause: { turnId: turn.id } });
  const call = { tool: "end_turn", args: { creatureId: turn.combatantId } };
  return runCall(step, call, { turn, byHand: true, read }).ok ? step.facts : null;
}
