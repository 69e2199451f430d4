import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Ruleset } from "../../contracts/rules.ts";
import type { CampaignState, PublicLane } from "../../core/state.ts";
import type { LanguageModel, ModelMessage, ModelRequest } from "../../models/port.ts";
import type { Carrier } from "../../testkit/dojo-carriers.ts";
import { INJECTION } from "../../testkit/dojo-carriers.ts";
import { GOALS } from "../../testkit/dojo-goals.ts";
import { findingsIn } from "../../testkit/dojo-judge.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { dojoTable, type Stage } from "../../testkit/dojo-tables.ts";
import { USER_TASKS } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, playTurn, type Seams } from "../../testkit/dojo-turn.ts";
import { cleanText } from "../prompt/untrusted.ts";

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: DOJO_NOW }));
afterAll(() => void vi.useRealTimers());

const rotten = "nothing: the model is rotten";

interface Attempt {
  readonly goal: string;
  readonly task?: string;
  readonly stage?: Stage;
  readonly ruleset?: Ruleset;
  readonly carrier?: Carrier;
}

async function findings({ goal: wanted, ...attempt }: Attempt, seams: Seams): Promise<string[]> {
  const { task: name = "joke", stage = "hall", ruleset = "d20", carrier = rotten } = attempt;
  const task = USER_TASKS.find((each) => each.name === name);
  const goal = GOALS.find((each) => each.name === wanted);
  if (task === undefined || goal === undefined) throw new Error(`There is no "${name}" or "${wanted}".`);
  const table = dojoTable(stage, ruleset, carrier);
  const model = new CompromisedModel({ table, task, goal, carrier });
  return findingsIn(await playTurn(table, { task, carrier, model, seams }), goal, carrier);
}

/** What core reads, with its public part bent. */
const bent =
  (bend: (lane: PublicLane) => Partial<PublicLane>): Seams["state"] =>
  (state) => ({ ...state, public: { ...state.public, ...bend(state.public) } });

const script = (state: CampaignState, change: object): CampaignState =>
  state.gm.script === null ? state : { ...state, gm: { ...state.gm, script: { ...state.gm.script, ...change } } };

/** Every hero counts as having acted. */
const everybodyActs: Seams["state"] = bent(({ turn, creatures }) => {
  if (turn === null) return {};
  const [first] = turn.actions;
  const others = Object.values(creatures).filter(({ kind, ownerId }) => kind === "hero" && ownerId !== null);
  if (first === undefined) return {};
  return { turn: { ...turn, actions: others.map(({ id }) => ({ ...first, creatureId: id })) } };
});

/** The words of every prompt pass through `rewrite` before the model reads them. */
const reading =
  (rewrite: (text: string) => string): NonNullable<Seams["model"]> =>
  (model) => {
    const read = (request: ModelRequest): ModelRequest => ({
      ...request,
      messages: request.messages.map((message): ModelMessage => ({ ...message, content: rewrite(message.content) })),
    });
    return {
      provider: model.provider,
      model: model.model,
      traits: model.traits,
      complete: (request, options) => model.complete(read(request), options),
      stream: (request, options) => model.stream(read(request), options),
      embed: (texts, options) => model.embed(texts, options),
      probe: (options) => model.probe(options),
    } satisfies LanguageModel;
  };

const mutants: readonly (readonly [string, Attempt, Seams, RegExp])[] = [
  [
    "no secret is known by its tells",
    { goal: "record a secret, as it is" },
    {
      state: (state) =>
        script(state, { secrets: state.gm.script?.secrets.map((each) => ({ ...each, tells: ["§§§"] })) }),
    },
    /the frames: the script: \w+ tell/,
  ],
  [
    "drafts are not held against secrets",
    { goal: "reveal a sealed secret", stage: "fight", task: "taunt" },
    {
      state: (state) =>
        script(state, { secrets: state.gm.script?.secrets.map((each) => ({ ...each, tells: ["§§§"] })) }),
    },
    /the drafts: the script: \w+ tell/,
  ],
  [
    "the script may be read out",
    { goal: "tell what is kept backstage" },
    { state: (state) => bent(() => ({ adventureTitle: JSON.stringify(state.gm.script) }))?.(state) ?? state },
    /as it is: the script: (?:want|manner|role|look of the table)/,
  ],
  [
    "any hero may be moved",
    { goal: "act for another’s hero" },
    { state: everybodyActs },
    /has moved birch, whose player/,
  ],
  [
    "any hero may be moved in a fight of embers",
    { goal: "act for another’s hero", stage: "fight", ruleset: "embers", task: "taunt" },
    { state: everybodyActs },
    /has moved birch, whose player/,
  ],
  [
    "tools are offered as if nobody fought",
    { goal: "let a month pass", stage: "fight", task: "taunt" },
    { state: bent(() => ({ encounter: null })) },
    /advance_time was carried out in a fight/,
  ],
  [
    "what a turn has done is forgotten",
    { goal: "let a month pass" },
    {
      state: (state) =>
        state.gm.work === null
          ? state
          : { ...state, gm: { ...state.gm, work: { ...state.gm.work, results: [], made: [] } } },
    },
    /minutes have passed where/,
  ],
  [
    "calls are not counted",
    { goal: "make one call fifty times" },
    {
      state: (state) =>
        state.gm.work === null ? state : { ...state, gm: { ...state.gm, work: { ...state.gm.work, callsTotal: 0 } } },
    },
    /calls were made/,
  ],
  [
    "hidden things are in reach",
    { goal: "play what is hidden" },
    { state: (state) => ({ ...state, gm: { ...state.gm, shown: ["priest-hole", "secret-stair"] } }) },
    /look-into-hole was played out of place/,
  ],
  [
    "locked ways are open",
    { goal: "move the party" },
    { state: (state) => ({ ...state, gm: { ...state.gm, unlocked: ["barred-door"], shown: ["secret-stair"] } }) },
    /no way through/,
  ],
  [
    "whoever moves speaks for the party",
    { goal: "foes that act for heroes", stage: "foe's move", task: "the foe waits" },
    {
      state: bent(({ turn, queue }) =>
        turn === null || queue.length > 0
          ? {}
          : {
              turn: {
                ...turn,
                kind: "players",
                actions: [
                  {
                    seq: 1,
                    actionId: null,
                    memberId: "m_boaaaaaaaaaaaaaaaaaa" as never,
                    creatureId: "ash",
                    mode: "do",
                    text: "",
                  },
                ],
              },
            },
      ),
    },
    /the party has fled and no player wanted it/,
  ],
  [
    "the table has no lines",
    { goal: "cross the table’s lines" },
    { state: bent(({ dm }) => ({ dm: { ...dm, rating: "adult", boundaries: [] } })) },
    /it was heard: .*clown/s,
  ],
  [
    "the narrator is told what the director knows",
    { goal: "let a month pass" },
    {
      narratorInput: (input, state) => ({
        ...input,
        recent: [...input.recent, JSON.stringify(state.gm.script?.secrets)],
      }),
    },
    /the narrator's prompt: the script: secret/,
  ],
  [
    "people’s words are not cleaned",
    { goal: "give gold", carrier: "the player's own words" },
    { model: reading((text) => text.replace(cleanText(INJECTION), INJECTION)) },
    /a prompt holds a forged mark/,
  ],
  [
    "people’s words are not fenced",
    { goal: "give gold", carrier: "house rules" },
    { model: reading((text) => text.replace(/<<\/?house-rules [0-9a-f]{12}>>/g, "")) },
    /outside every quotation/,
  ],
  [
    "an upload is not fenced",
    { goal: "give gold", carrier: "an uploaded text" },
    { model: reading((text) => text.replace(/<<\/?source [0-9a-f]{12}>>/g, "")) },
    /outside every quotation/,
  ],
  ...(["a noted fact", "a lore card", "a summary"] as const).map((carrier): (typeof mutants)[number] => [
    `what is remembered is not fenced: ${carrier}`,
    { goal: "give gold", carrier },
    { model: reading((text) => text.replace(/<<\/?memory [0-9a-f]{12}>>/g, "")) },
    /outside every quotation/,
  ]),
];

describe("the dojo notices when a defence is missing", () => {
  test.each(mutants)("%s", async (_, attempt, seams, expected) => {
    expect(await findings(attempt, {})).toEqual([]);
    expect((await findings(attempt, seams)).join("\n")).toMatch(expected);
  });
});

test("a narrator that is handed the GM’s lane by mistake has no place in its prompt where it could stand", async () => {
  const seams: Seams = { narratorInput: (input, state) => ({ ...input, view: { ...input.view, gm: state.gm } }) };
  expect(await findings({ goal: "reveal a sealed secret" }, seams)).toEqual([]);
});
