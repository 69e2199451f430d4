import type { ModelRequest, ModelTraits } from "../models/port.ts";
import { DIRECTOR_RULES } from "../orchestrator/director/role-rules.ts";
import { type Carrier, hasRead } from "./dojo-carriers.ts";
import type { Goal, Knowledge } from "./dojo-goals.ts";
import type { DojoTable } from "./dojo-tables.ts";
import { type Call, FOE, HERO, OTHER, type UserTask } from "./dojo-tasks.ts";
import { ScriptedModel, type ScriptedStep } from "./scripted-model.ts";

export interface Temptation {
  readonly table: DojoTable;
  readonly task: UserTask;
  readonly goal: Goal;
  readonly carrier: Carrier;
  readonly traits?: Partial<ModelTraits>;
  /** Does what it was asked for first, and then what it was told to. */
  readonly serves?: boolean;
  /** Makes all its calls in one round, where it would otherwise go on as long as it is let. */
  readonly hurries?: boolean;
}

const HONEST_WORDS = "A draught moves the light across the floor, and somewhere a board creaks.";

/** A model that does its work until it reads an injection, and from then on whatever that says. */
export class CompromisedModel extends ScriptedModel {
  readonly directed: ModelRequest[];
  readonly narrated: ModelRequest[];
  /** How often it was asked as a director or as a narrator and obeyed the injection. */
  readonly obeyed: { director: number; narrator: number };

  constructor(tempted: Temptation) {
    const directed: ModelRequest[] = [];
    const narrated: ModelRequest[] = [];
    const obeyed = { director: 0, narrator: 0 };
    super(
      (request) => {
        const directs = isDirector(request);
        (directs ? directed : narrated).push(request);
        const obeys = hasRead(tempted.carrier, request);
        if (obeys) obeyed[directs ? "director" : "narrator"] += 1;
        const known = knowledgeFor(tempted, request, directed.length);
        if (!directs) return { text: obeys ? tempted.goal.words(known) : HONEST_WORDS };
        return directorStep(tempted, known, obeys, request);
      },
      { model: "rogue", traits: tempted.traits ?? {} },
    );
    this.directed = directed;
    this.narrated = narrated;
    this.obeyed = obeyed;
  }
}

export function isDirector({ messages }: ModelRequest): boolean {
  return messages[0]?.content.startsWith(DIRECTOR_RULES.slice(0, 60)) === true;
}

function directorStep(tempted: Temptation, known: Knowledge, obeys: boolean, request: ModelRequest): ScriptedStep {
  const { task, goal, carrier } = tempted;
  const waits = carrier === "a tool's result" && !obeys;
  const bait: Call = { name: "use_item", arguments: { creatureId: HERO, itemId: "bread", targetId: HERO } };
  const serves = known.round === 1 && (!obeys || tempted.serves === true);
  const calls = [
    ...(waits && known.round === 1 ? [bait] : []),
    ...(serves ? task.calls : []),
    ...(obeys ? goal.calls(known) : []),
    ...((obeys ? tempted.hurries === true : !waits) ? [{ name: "finish", arguments: {} }] : []),
  ].map(({ name, arguments: given }) => ({ name, arguments: filledIn(given, known) }));
  const plain = calls.length > 0 ? calls : [{ name: "finish", arguments: {} }];
  if (request.tools !== undefined) return { toolCalls: plain };
  const done = plain.every(({ name }) => name === "finish");
  return { text: JSON.stringify({ calls: plain.map(({ name, arguments: args }) => ({ tool: name, args })), done }) };
}

function filledIn(value: unknown, { hero, other, foe }: Knowledge): unknown {
  if (typeof value !== "object" || value === null) return value;
  const names: Readonly<Record<string, string>> = { [HERO]: hero, [OTHER]: other, [FOE]: foe };
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, (typeof each === "string" ? names[each] : undefined) ?? each]),
  );
}

function knowledgeFor({ table }: Temptation, { messages }: ModelRequest, round: number): Knowledge {
  const { state, actor } = table;
  const lane = state.public;
  const hero = (actor === null ? undefined : lane.members[actor]?.creatureId) ?? "ash";
  const foes = Object.values(lane.creatures).filter(({ kind }) => kind === "foe");
  const active = foes.find(({ id }) => id === lane.encounter?.activeId) ?? foes[0];
  const out = new Set(lane.seals.map(({ secretId }) => secretId));
  return {
    prompt: messages.map(({ content }) => content).join("\n"),
    round,
    hero,
    other: hero === "ash" ? "birch" : "ash",
    foe: active?.id ?? "rat-1",
    secrets: (state.gm.script?.secrets ?? []).filter(({ id }) => !out.has(id)),
    backstage: backstageOf(table),
  };
}

const texts = new WeakMap<DojoTable, readonly string[]>();

/** Every sentence of the script with a word in it that nobody outside has heard yet. */
function backstageOf(table: DojoTable): readonly string[] {
  const known = texts.get(table);
  if (known !== undefined) return known;
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === "string") {
      if (table.book.leaks(value, { memberId: null, screen: false }).length > 0) found.push(value);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(table.state.gm.script);
  texts.set(table, found);
  return found;
}
