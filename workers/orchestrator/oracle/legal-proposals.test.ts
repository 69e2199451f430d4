import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { Proposal } from "../../contracts/orchestration.ts";
import { parseToolCall } from "../../contracts/tools.ts";
import type { CampaignState } from "../../core/state.ts";
import { actorAt, lanternTable, proposed, stairTable } from "../../testkit/oracle-table.ts";

// A whole evening on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const tables = {
  inn: lanternTable("inn"),
  yard: lanternTable("yard"),
  fight: lanternTable("fight"),
  stair: stairTable(),
  "fight of Embers": lanternTable("fight", "embers"),
};
type Stage = keyof typeof tables;

const WORDS =
  "i we the a chest hearth orla tam her him it them wolf bram key rope potion sword bow open take give attack search look go talk ask about to with and then not don't quietly before after while up down out north help flee hide wait rest sleep read listen climb break pick lock ring bell letter door hatch , . ? ! \" ' … ünïcode 你好 🐺 {hero} <b> 1 2 12 first second other all x qwertz".split(
    " ",
  );
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 24 }).map((words) => words.join(" ")),
  fc.string({ minLength: 1, maxLength: 300, unit: "binary" }),
  fc.string({ minLength: 1, maxLength: 2_000, unit: "grapheme" }),
);
const anyMode = fc.constantFrom("do" as const, "say" as const, "ask" as const);
const anyStage = fc.constantFrom(...(Object.keys(tables) as Stage[]));

/** Every id there is in the state, with those the script knows. */
function knownIds(state: CampaignState): Set<string> {
  const ids = new Set<string>(["greet", ...Object.keys(state.public.creatures)]);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === "object") {
      if ("id" in value && typeof value.id === "string") ids.add(value.id);
      Object.values(value).forEach(walk);
    }
  };
  walk(state.gm.script);
  walk(state.public.creatures);
  return ids;
}

const ID_KEYS = [
  "creatureId",
  "attackerId",
  "targetId",
  "attackId",
  "beatId",
  "exitId",
  "id",
  "personId",
  "topicId",
  "loreId",
  "from",
  "to",
  "itemId",
  "encounterId",
];

test("whatever is typed, what is proposed is legal, small, and the hero's own", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text: anyText, mode: anyMode }), { minLength: 1, maxLength: 4 }),
      anyStage,
      async (typed, stage) => {
        const heroId = stage === "stair" ? actorAt("stair") : "wren";
        const { state } = tables[stage];
        const proposal = await proposed(
          state,
          typed.map((each) => ({ ...each, heroId })),
        );
        expect(Proposal.safeParse(proposal).success).toBe(true);
        expect(proposal.calls.length).toBeLessThanOrEqual(8);
        const ids = knownIds(state);
        for (const { tool, args } of proposal.calls) {
          expect(parseToolCall(tool, args)).toMatchObject({ ok: true });
          for (const key of ID_KEYS) if (typeof args[key] === "string") expect(ids).toContain(args[key]);
          expect(args["creatureId"] ?? args["attackerId"] ?? args["from"] ?? heroId).toBe(heroId);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("the same words with the same seed lead to the same calls", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyMode, anyStage, async (text, mode, stage) => {
      const typed = [{ text, mode, heroId: stage === "stair" ? actorAt("stair") : "wren" }];
      expect(await proposed(tables[stage].state, typed)).toEqual(await proposed(tables[stage].state, typed));
    }),
    { numRuns: 100 },
  );
});

test("case, blanks and full stops change nothing", async () => {
  for (const text of ["search the hearth", "go upstairs", "ask orla about the wolves"]) {
    const plain = await proposed(tables.inn.state, [{ text }]);
    for (const same of [text.toUpperCase(), `  ${text}. `, `${text}!!!`, text.replaceAll(" ", "   ")])
      expect((await proposed(tables.inn.state, [{ text: same }])).calls).toEqual(plain.calls);
  }
});
