import type { PromptPart } from "../../contracts/dm.ts";
import type { NarratorInput } from "../../core/ports.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import type { ModelMessage } from "../../models/port.ts";
import { BOUNDARIES_TOKENS_MAX } from "../prompt/director-budget.ts";
import { fitParts, type PartDraft, type PartPolicy } from "../prompt/fit-parts.ts";
import { MEMORY_POLICY, recalledPart } from "../prompt/recalled-part.ts";
import { givenIn, type NumberedPassage, sourcesPart } from "../prompt/sources-part.ts";
import { cleanLine, cleanText, clipTokens, type Fence, fenceFor } from "../prompt/untrusted.ts";
import type { Cast } from "./cast.ts";
import type { Fact } from "./facts-of.ts";
import { HEADS, ROLE, styleOrders, taskOrder } from "./narrator-orders.ts";

/**
 * Stable parts first. What the players wrote and what is asked for are never dropped; old narrations go first. Of a turn
 * in which too much happened the oldest facts go first, and what was decided in it only when nothing else is left.
 */
const NARRATOR_BUDGET: readonly PartPolicy[] = [
  { name: "role", tokensMax: 1_200, tokensMin: 1_200, drops: "nothing", gives: 99 },
  { name: "style", tokensMax: 700, tokensMin: 700, drops: "nothing", gives: 99 },
  { name: "house-rules", tokensMax: 800, tokensMin: 0, drops: "last", gives: 6 },
  {
    name: "boundaries",
    tokensMax: BOUNDARIES_TOKENS_MAX,
    tokensMin: BOUNDARIES_TOKENS_MAX,
    drops: "nothing",
    gives: 99,
  },
  { name: "scene", tokensMax: 1_200, tokensMin: 200, drops: "last", gives: 5 },
  { name: "heroes", tokensMax: 900, tokensMin: 100, drops: "last", gives: 4 },
  { name: "told", tokensMax: 1_600, tokensMin: 0, drops: "oldest", gives: 1 },
  { ...MEMORY_POLICY, tokensMax: 800, tokensMin: 200, gives: 3 },
  { name: "sources", tokensMax: 1_200, tokensMin: 0, drops: "last", gives: 2 },
  { name: "actions", tokensMax: 3_000, tokensMin: 3_000, drops: "nothing", gives: 99 },
  { name: "facts", tokensMax: 5_000, tokensMin: 2_000, drops: "oldest", gives: 7 },
  { name: "task", tokensMax: 200, tokensMin: 200, drops: "nothing", gives: 99 },
];
/** What goes into the system message; the rest is the matter of the turn. */
const SYSTEM_PARTS: ReadonlySet<string> = new Set(["role", "style", "house-rules", "boundaries"]);
const NARRATIONS_MAX = 4;
const ACTION_TOKENS_MAX = 600;
const NARRATION_TOKENS_MAX = 500;

/** A prompt as it is sent, and as the table may read it later. */
export interface NarratorPrompt {
  readonly parts: readonly PromptPart[];
  readonly messages: readonly ModelMessage[];
  /** The sources that found room: no other may be cited. */
  readonly given: readonly NumberedPassage[];
}

/** The prompt of a telling, from what the players see and nothing else; null when it does not fit into `tokensMax`. */
export function narratorPrompt(
  input: NarratorInput,
  { cast, facts, sources = [] }: { cast: Cast; facts: readonly Fact[]; sources?: readonly NumberedPassage[] },
  tokensMax: number,
): NarratorPrompt | null {
  const fence = fenceFor("narrator", input.seed, input.turn.id);
  const drafts: PartDraft[] = [
    { name: "role", entries: [ROLE] },
    { name: "style", head: HEADS.style, entries: styleOrders(input.view.public.dm) },
    ...tableParts(input, fence),
    { name: "scene", head: HEADS.scene, entries: sceneLines(input) },
    { name: "heroes", head: HEADS.heroes, entries: heroLines(cast) },
    ...toldParts(input, fence),
    recalledPart(input.memory, fence, HEADS.memory),
    sourcesPart(sources, fence, HEADS.sources),
    ...actionParts(input, { cast, fence }),
    {
      name: "facts",
      head: HEADS.facts,
      entries: input.telling.how === "on" ? [] : factLines(facts),
      weighty: new Set(factLines(facts.filter(({ decides }) => decides))),
    },
    { name: "task", entries: [taskOrder(input.telling)] },
  ];
  const parts = fitParts(drafts, NARRATOR_BUDGET, tokensMax);
  if (parts === null) return null;
  const joined = (inSystem: boolean): string =>
    parts
      .filter(({ name, text }) => SYSTEM_PARTS.has(name) === inSystem && text !== null && text !== "")
      .map(({ text }) => text)
      .join("\n\n");
  return {
    parts,
    given: givenIn(parts.find(({ name }) => name === "sources")?.text ?? "", sources, fence),
    messages: [
      { role: "system", content: joined(true) },
      { role: "user", content: joined(false) },
    ],
  };
}

function tableParts({ view }: NarratorInput, fence: Fence): PartDraft[] {
  const { houseRules, boundaries } = view.public.dm;
  const own = boundaries.filter(({ text }) => text !== "");
  return [
    {
      name: "house-rules",
      head: HEADS.houseRules,
      entries: houseRules === "" ? [] : [fence.wrap("house-rules", houseRules)],
    },
    {
      name: "boundaries",
      head: HEADS.boundaries,
      entries:
        own.length === 0
          ? []
          : [fence.wrap("boundaries", own.map(({ kind, text }) => `${kind}: ${cleanLine(text, 80)}`).join("\n"))],
    },
  ];
}

function sceneLines({ view }: NarratorInput): string[] {
  const { scene, encounter, adventureTitle } = view.public;
  if (scene === null) return [`The adventure: ${cleanLine(adventureTitle)}. No scene is set.`];
  const { look } = scene;
  const weather = look.weather === "clear" ? "clear weather" : look.weather;
  const names = (things: readonly { name: string }[]): string => things.map(({ name }) => cleanLine(name)).join(", ");
  return [
    `${cleanLine(scene.title)} (${look.kind}, ${look.time}, ${weather}).`,
    ...(encounter === null ? [] : [`A fight is going on: ${cleanLine(encounter.title)}.`]),
    ...(scene.people.length === 0
      ? []
      : [
          `People: ${scene.people.map(({ name, seen }) => `${cleanLine(name)} (${cleanLine(seen, 200)})`).join("; ")}.`,
        ]),
    ...(scene.features.length === 0 ? [] : [`Things: ${names(scene.features)}.`]),
    ...(scene.exits.length === 0 ? [] : [`Ways out: ${names(scene.exits)}.`]),
  ];
}

const PRONOUNS = { she: "she/her", he: "he/him", they: "they/them", it: "it/its" } as const;

function heroLines({ all }: Cast): string[] {
  return all.flatMap(({ kind, fullName, pronoun, creature }) => {
    if (kind !== "hero" || creature === null || creature.ownerId === null) return [];
    const conditions = creature.conditions.map(({ condition }) => condition);
    const state = creature.vitals.state === "up" ? [] : [creature.vitals.state];
    const standing = [...state, ...conditions].join(", ");
    const inHand = creature.items.filter(({ equipped }) => equipped).map(({ item }) => item.name);
    return [
      [
        `${cleanLine(fullName)}, ${PRONOUNS[pronoun]}`,
        creature.blurb === "" ? "" : cleanLine(creature.blurb, 160),
        inHand.length === 0 ? "" : `carries in hand or on the body: ${cleanLine(inHand.join(", "), 160)}`,
        standing === "" ? "" : `now ${standing}`,
      ]
        .filter((line) => line !== "")
        .join("; "),
    ];
  });
}

/** The last tellings, so that none is repeated; for other words also the one that is replaced. */
function toldParts({ recent, telling }: NarratorInput, fence: Fence): PartDraft[] {
  const last = telling.how === "turn" ? null : telling.how === "again" ? telling.instead : telling.from;
  const before = recent.filter((text) => text !== last).slice(-NARRATIONS_MAX);
  const quoted = (text: string): string =>
    fence.wrap("told", clipTokens(cleanText(text), NARRATION_TOKENS_MAX, tokensOf));
  const label = telling.how === "again" ? "To be replaced by other words:" : "The last telling, to go on from:";
  return [
    {
      name: "told",
      head: HEADS.told,
      entries: [...before.map(quoted), ...(last === null ? [] : [`${label}\n${quoted(last)}`])],
    },
  ];
}

function actionParts({ turn }: NarratorInput, { cast, fence }: { cast: Cast; fence: Fence }): PartDraft[] {
  const how = { do: "does", say: "says", ask: "asks the narrator" } as const;
  return [
    {
      name: "actions",
      head: HEADS.actions,
      entries: turn.actions.map(({ creatureId, mode, text }) => {
        const words = clipTokens(cleanText(text), ACTION_TOKENS_MAX, tokensOf);
        return `${cleanLine(cast.named(creatureId))} ${how[mode]}:\n${fence.wrap("words", words)}`;
      }),
    },
  ];
}

/** Facts as a model reads them. Authored words and names are data of the adventure, cleaned like everybody's. */
export function factLines(facts: readonly Fact[]): string[] {
  return facts.map(({ seq, text, authored }) => {
    const words = authored === null ? "" : ` “${cleanText(authored).replace(/\s*\n\s*/g, " ")}”`;
    return `[${seq}] ${cleanText(text).replace(/\s*\n\s*/g, " ")}${words}`;
  });
}
