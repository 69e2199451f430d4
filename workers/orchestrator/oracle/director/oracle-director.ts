import type { Intent } from "../../../contracts/adventure.ts";
import type { DirectorAnswer } from "../../../contracts/orchestration.ts";
import { parseToolCall } from "../../../contracts/tools.ts";
import type { Director, DirectorInput } from "../../../core/ports.ts";
import { beatsInReach } from "../../../core/script/lookup.ts";
import type { QueuedAction } from "../../../core/state.ts";
import { type Clause, type KnownNames, readClauses } from "../language/clauses.ts";
import { nameWords } from "../language/words.ts";
import { ORACLE_VOICE } from "../oracle-voice.ts";
import { SeededChoice } from "../seeded-choice.ts";
import { afterRefusals } from "./after-refusals.ts";
import { moveInInitiative, movesByItself } from "./foes-move.ts";
import { mention, pointersIn } from "./linking.ts";
import { call, type Deed, freely, NOTHING, type Plan, type PlannedCall, type Question } from "./plan.ts";
import { isApproach, isContext, planClause } from "./plan-clause.ts";
import { lastMentioned, type Mention, type Sight, sightOf } from "./sight.ts";
import { speechClause } from "./speech.ts";

const CALLS_MAX = 8;
const ROUNDS_MAX = 4;

/** What the calls of one round come to. */
interface Draft {
  readonly calls: readonly PlannedCall[];
  readonly done: boolean;
}

/** Turns what players typed into calls, by rules and word lists: no model, no network, the same answer every time. */
export class OracleDirector implements Director {
  async direct(input: DirectorInput): Promise<DirectorAnswer> {
    const draft = draftFor(input);
    const calls = draft.calls
      .filter(({ tool, args }) => parseToolCall(tool, args).ok)
      .slice(0, Math.max(0, CALLS_MAX - input.results.length));
    const proposal = {
      turnId: input.turn.id,
      basedOnSeq: Math.max(1, input.state.head.seq),
      done: draft.done || calls.length === 0,
      voice: ORACLE_VOICE,
      calls: calls.map(({ tool, args, why }) => ({ tool, args, why })),
    };
    return { proposal, receipts: [], prompts: [], sources: [] };
  }
}

function draftFor(input: DirectorInput): Draft {
  if (input.turn.kind === "telling") return { calls: [], done: true };
  const choice = new SeededChoice(`${input.seed}:${input.round}`);
  if (input.turn.kind === "initiative" && input.turn.actions.length === 0) return initiativeDraft(input, choice);
  const left = remainingDeeds(input);
  if (input.round > 1) {
    const refused = input.results.filter(({ ok, callId }) => !ok && callId.split(".")[1] === String(input.round - 1));
    if (refused.length > 0) return { calls: callsOf(input, afterRefusals(input, refused), null), done: true };
    if (left === 0) return { calls: [], done: true };
  }
  return deedsDraft(input, left, choice);
}

/** One combatant a round, so that each move sees what the last one did. */
function initiativeDraft(input: DirectorInput, choice: SeededChoice): Draft {
  const refused = input.results.some(({ ok, callId }) => !ok && callId.split(".")[1] === String(input.round - 1));
  const active = input.state.public.encounter?.activeId ?? null;
  const own = input.round === 1 ? input.turn.combatantId : null;
  if (active === null || !movesByItself(input.state, own)) return { calls: [], done: true };
  if (refused)
    return {
      calls: [call("end_turn", { creatureId: active }, "the move came to nothing")],
      done: input.round >= ROUNDS_MAX,
    };
  const calls = moveInInitiative(input.state, choice);
  return input.results.length + calls.length > CALLS_MAX
    ? { calls: [], done: true }
    : { calls, done: input.round >= ROUNDS_MAX };
}

/** Deeds carry their number in `why`, so that what follows a change of scene is read again where the party then stands. */
const NUMBERED = /^(\d+)\/(\d+) /;

function remainingDeeds({ round, state, turn, results }: DirectorInput): number {
  if (round === 1) return Number.POSITIVE_INFINITY;
  // A way that turned out barred ends what was to be done beyond it.
  if (results.at(-1)?.outcome === "failure" && results.at(-1)?.tool === "move_scene") return 0;
  const work = state.gm.work;
  const why = work?.turnId === turn.id ? (work.calls.at(-1)?.why ?? "") : "";
  const found = NUMBERED.exec(why);
  return found === null ? 0 : Number(found[2]) - Number(found[1]);
}

interface NumberedClause {
  readonly action: QueuedAction;
  readonly clause: Clause;
  readonly more: boolean;
  /** Some other clause of the same hero has a deed in it. */
  readonly beside: boolean;
}

function deedsDraft(input: DirectorInput, left: number, choice: SeededChoice): Draft {
  const all = input.turn.actions.flatMap((action) => clausesOf(input, action));
  const todo = Number.isFinite(left) ? all.slice(all.length - left) : all;
  const mentioned: Mention[] = lastMentioned(input.state.public);
  const calls: PlannedCall[] = [];
  const made = new Set<string>();
  let question: { readonly asked: Question; readonly heroId: string } | null = null;
  let acted: string | null = null;
  for (const [index, { action, clause, more, beside }] of todo.entries()) {
    const plan = planOne(
      input,
      { action, clause, more, beside },
      { mentioned, choice, first: all.length === todo.length && index === 0 },
    );
    const number = `${all.length - todo.length + index + 1}/${all.length} `;
    for (const made_ of withHelp(plan.calls, todo, input)) {
      const key = keyOf(made_);
      if (made.has(key)) continue;
      made.add(key);
      calls.push({ ...made_, why: `${number}${made_.why}` });
    }
    if (plan.ask !== null && question === null) question = { asked: plan.ask, heroId: action.creatureId };
    if (plan.acts) acted = action.creatureId;
    if (index + 1 < todo.length && plan.calls.some((each) => changesScene(each, input))) return { calls, done: false };
  }
  if (calls.length === 0 && question !== null)
    return { calls: callsOf(input, { ...NOTHING, ask: question.asked }, question.heroId), done: true };
  return { calls: [...calls, ...endOfMove(input, calls, acted)], done: true };
}

function keyOf({ tool, args }: PlannedCall): string {
  // The party moves together: the second to name the same way adds nothing.
  return tool === "move_scene" ? `${tool} ${(args as { exitId: string }).exitId}` : `${tool} ${JSON.stringify(args)}`;
}

function clausesOf(input: DirectorInput, action: QueuedAction): NumberedClause[] {
  const hero = input.state.public.creatures[action.creatureId];
  if (hero === undefined) return [];
  const names = namesFor(sightOf(input.state, hero, []));
  const spoken = speechClause(action, sightOf(input.state, hero, []));
  const clauses = spoken === null ? readClauses(action.text, names) : [spoken];
  const active = clauses.filter(({ sense, quote }) => sense !== null || quote !== null).length;
  return clauses.map((clause, index) => ({ action, clause, more: index + 1 < clauses.length, beside: active > 0 }));
}

function planOne(
  input: DirectorInput,
  { action, clause, more, beside }: NumberedClause,
  { mentioned, choice, first }: { mentioned: Mention[]; choice: SeededChoice; first: boolean },
): Plan {
  const hero = input.state.public.creatures[action.creatureId];
  if (hero === undefined) return NOTHING;
  const sight = sightOf(input.state, hero, mentioned);
  const moving =
    clause.sense?.tag !== "approach" && (clause.sense?.intents.some((intent) => MOVING.has(intent)) ?? true);
  const pointers = pointersIn(clause.words, clause.used, sight, moving);
  const deed: Deed = {
    clause,
    intents: clause.sense?.intents ?? [],
    pointers,
    sight,
    choice,
    first,
    more,
    asking: action.mode === "ask" ? "strictly" : isQuestionToDm(clause) ? "wondering" : null,
  };
  if ((more || !first) && beside && isContext(deed)) return NOTHING;
  if (more && isApproach(deed)) return NOTHING;
  const plan = planClause(deed);
  // Whoever and whatever was named is what "him" and "it" mean from here on.
  for (const pointer of pointers) {
    const thing = pointer.candidates[0]?.thing;
    if (thing !== undefined && !pointer.pronoun && thing.id !== hero.id) mention(sight, thing);
  }
  return plan;
}

const MOVING: ReadonlySet<Intent> = new Set(["go", "climb", "flee", "sneak"]);

/** Is, are, what, where …: about how things are, not about what the hero would do. */
function isQuestionToDm({ typed, question, sense, used, quote }: Clause): boolean {
  if (quote !== null) return false;
  const opener = typed[0] ?? "";
  if (used.length >= 3 && sense !== null) return false;
  if (
    !question ||
    ![
      "is",
      "are",
      "was",
      "were",
      "does",
      "do",
      "did",
      "has",
      "how",
      "what",
      "which",
      "who",
      "where",
      "why",
      "when",
      "any",
      "anything",
      "anyone",
      "anybody",
    ].includes(opener)
  )
    return false;
  const first = typed.slice(0, 4);
  return opener === "how" || !(first.includes("i") || first.includes("we"));
}

/** Help that one hero gives another in the same turn is advantage for the other's check. */
function withHelp(
  calls: readonly PlannedCall[],
  todo: readonly NumberedClause[],
  { state }: DirectorInput,
): PlannedCall[] {
  return calls.map((made) => {
    if (made.tool !== "play_beat" && made.tool !== "ability_check") return made;
    const args = made.args;
    const helpers = todo.filter(
      ({ action, clause }) =>
        action.creatureId !== args.creatureId &&
        clause.sense?.intents[0] === "help" &&
        namesHero(clause, state.public.creatures[args.creatureId]?.name ?? ""),
    );
    const names = helpers
      .map(({ action }) => `${state.public.creatures[action.creatureId]?.name ?? "A friend"} helps`)
      .slice(0, 3);
    if (names.length === 0) return made;
    const before = args.advantage ?? { for: [], against: [] };
    return {
      ...made,
      args: { ...args, advantage: { ...before, for: [...before.for, ...names].slice(0, 4) } },
    } as PlannedCall;
  });
}

function namesHero({ words }: Clause, name: string): boolean {
  return nameWords(name).some((part) => words.includes(part));
}

function changesScene(made: PlannedCall, { state }: DirectorInput): boolean {
  if (made.tool === "move_scene" || made.tool === "start_encounter" || made.tool === "end_encounter") return true;
  if (made.tool !== "play_beat") return false;
  const { beatId } = made.args;
  const beat = beatsInReach(state).find((each) => each.beat.id === beatId)?.beat;
  return [beat, beat?.partial, beat?.failure].some(
    (branch) =>
      branch?.effects?.some(
        (effect) =>
          "go" in effect || "encounter" in effect || "show" in effect || "unlock" in effect || "give" in effect,
      ) === true,
  );
}

const GOES_ON = /\b(?:keep going|not done|still have|bonus action|and another|do not end|don't end)\b/i;

/** Whoever has used their action in initiative is done, unless they say that they go on. */
function endOfMove({ state, turn }: DirectorInput, calls: readonly PlannedCall[], acted: string | null): PlannedCall[] {
  const fight = state.public.encounter;
  if (fight?.ordered !== true || acted === null || fight.activeId !== acted) return [];
  if (turn.actions.some(({ text }) => GOES_ON.test(text))) return [];
  if (calls.some(({ tool }) => tool === "end_turn" || tool === "end_encounter")) return [];
  return [call("end_turn", { creatureId: acted }, "0/0 the action is used")];
}

function callsOf(input: DirectorInput, plan: Plan, heroId: string | null): PlannedCall[] {
  const actor = heroId ?? input.turn.actions[0]?.creatureId;
  if (plan.ask === null || actor === undefined) return [...plan.calls];
  const choices = [...new Set(plan.ask.choices.map((choice) => choice.slice(0, 120)))].slice(0, 6);
  if (choices.length < 2)
    return [
      ...freely(call("describe", { subject: "scene", id: null, creatureId: actor }, "nothing to choose between")).calls,
    ];
  return [call("ask_player", { creatureId: actor, question: plan.ask.question, choices }, "asks back")];
}

function namesFor(sight: Sight): KnownNames {
  const subjects = [
    nameWords(sight.hero.name),
    nameWords(sight.hero.name.split(" ")[0] ?? ""),
    nameWords(sight.hero.sheet.calling),
    ["the", ...nameWords(sight.hero.sheet.calling)],
  ];
  const others = sight.heroes
    .filter((hero) => hero.id !== sight.hero.id)
    .map((hero) => [...nameWords(hero.name.split(" ")[0] ?? ""), "and", "i"]);
  return {
    subjects: [...others, ...subjects].filter((name) => name.length > 0),
    words: new Set(sight.things.flatMap((thing) => [...thing.names, ...thing.hints].flat())),
  };
}
