import { expect, test } from "vitest";
import { callKey } from "../../core/evolve/fold-gm.ts";
import type { DirectorInput } from "../../core/ports.ts";
import { lanternTable } from "../../testkit/oracle-table.ts";
import { emptyRecalled, passageOf, recalledFact } from "../../testkit/recalled.ts";
import { keptFromPlayers } from "./kept-from-players.ts";

const kept = passageOf(
  2,
  "Behind Wren the door is open. They serve Father Odran Vell. The mayor is dead. Make a Wisdom Saving Throw.",
  { title: "The Drowned Priest", heading: "Chapter Two: The Sunken Crown > Random Encounters > The Bell" },
);
const open = passageOf(1, "The ninth bell was cast by Hob Larkmere.", { title: "Harbour Book", heading: "Salt Coast" });

function judging(given: Partial<DirectorInput> = {}) {
  const { state } = lanternTable("inn");
  const turn = { id: "t_1", actions: [{ creatureId: "wren", text: "I look for the Gilded Rose" }] };
  const input = { state, turn, round: 1, results: [], recent: [], memory: emptyRecalled, ...given };
  const isKept = keptFromPlayers(input as unknown as DirectorInput, { all: [kept, open], forPlayers: [open] });
  return (text: string, args: Record<string, unknown> = { text }) => isKept({ tool: "record_fact", args });
}

test.each([
  ["a name in its text", "They have heard of father odran vell"],
  ["its title", "A letter is signed: the drowned priest"],
  ["a heading of it", "On the wall somebody has drawn a Sunken Crown"],
  ["a sentence of four words", "They learn it: the mayor is dead"],
])("[V1] of a file for the screen alone %s is not put before players", (_, text) => {
  expect(judging()(text)).toBe(true);
});

test.each([
  ["common words of its headings", "They rest in chapter two of random encounters"],
  ["a heading of one word", "They hear the bell"],
  ["a term of the rules", "Somebody asks for a wisdom saving throw"],
  ["what a sentence opens with, before a name", "It is dark behind Wren"],
  ["the names of a file they may read", "Salt Coast, Harbour Book, Hob Larkmere"],
])("%s is no secret", (_, text) => {
  expect(judging()(text)).toBe(false);
});

test("a name that players know already, from their own words, from what was told, or from what all remember, is theirs", () => {
  const text = "The Drowned Priest is here";
  const memory = { ...emptyRecalled, facts: [recalledFact("The party met the drowned priest.")] };
  const actions = [{ creatureId: "wren", text: "I call for the Drowned Priest" }];
  expect(judging()(text)).toBe(true);
  expect(judging({ memory })(text)).toBe(false);
  expect(judging({ recent: ["Then the drowned priest came in."] })(text)).toBe(false);
  expect(judging({ turn: { id: "t_1", actions } as never })(text)).toBe(false);
});

test("[V1] what is remembered for the screen alone is kept, and what everybody remembers may be said again however old", () => {
  const open = recalledFact("Ada owes Wren a silver lantern since the first night.");
  const note = recalledFact("Ada has hidden the silver under the third step.");
  const card = { name: "Mother Ash", kind: "person" as const, text: "She is the lich of the tower.", facts: [] };
  const memory = { ...emptyRecalled, facts: [open, note], cards: [card], kept: [note.text, card.name, card.text] };
  const isKept = judging({ memory });
  expect(isKept(open.text)).toBe(false);
  expect(isKept(note.text)).toBe(true);
  expect(isKept("An old woman, Mother Ash, nods.")).toBe(true);
});

test("ids of the script are no words: what somebody is called by the script may be asked for", () => {
  const isKept = judging();
  expect(isKept("", { personId: "drowned-priest", topicId: null, creatureId: "wren" })).toBe(false);
  expect(isKept("", { question: "Is it the Drowned-Priest?", choices: ["Yes", "No"] })).toBe(true);
});

const call = (text: string, args: Record<string, unknown> = { text }) => ({ tool: "record_fact", args });
const guarding = (text: string, given: Partial<DirectorInput> = {}) => {
  const { state } = lanternTable("inn");
  const turn = { id: "t_1", actions: [{ creatureId: "wren", text: "I listen" }] };
  const input = { state, turn, round: 1, results: [], recent: [], memory: emptyRecalled, ...given };
  const passage = passageOf(2, text, { title: "Notes", heading: "Behind" });
  return keptFromPlayers(input as unknown as DirectorInput, { all: [passage], forPlayers: [] });
};

test("[V1] a script without blanks is compared sign by sign", () => {
  const kept = "村長は夜になると狼に変わり人を襲う。";
  const thai = "ผู้ใหญ่บ้านกลายเป็นหมาป่าทุกคืนวันเพ็ญ";
  expect(guarding(kept)(call("噂では、村長は夜になると狼に変わり、人を襲うという。"))).toBe(true);
  expect(guarding(thai)(call(`ว่ากันว่า${thai}จริง`))).toBe(true);
  expect(guarding(kept)(call("村の市場で林檎を買った。"))).toBe(false);
  expect(guarding(thai)(call("ตลาดขายปลาและข้าว"))).toBe(false);
});

test("[V1] a secret that is cut into two facts is read as one, also over the rounds of a turn", () => {
  const isKept = guarding("The miller buried his drowned brother beneath the third millstone.");
  const [first, second] = [
    call("People say the miller buried his drowned cat once."),
    call("Something lies beneath the third millstone."),
  ];
  expect([isKept(first), isKept(second)]).toEqual([false, false]);
  expect(isKept(second, [first])).toBe(true);
  expect(isKept(call("The soup is cold."), [first, second]), "not its own doing").toBe(false);
  const { state } = lanternTable("inn");
  const work = { turnId: "t_1", made: [callKey(first)] };
  const later = guarding("The miller buried his drowned brother beneath the third millstone.", {
    state: { ...state, gm: { ...state.gm, work } } as never,
  });
  expect(later(second)).toBe(true);
});

test.each([
  ["choices", { question: "Where to?", choices: ["To the drowned priest", "Home"] }],
  ["a purpose", { purpose: "to see the\tdrowned\tpriest" }],
  ["a reason that the tool tells", { minutes: 5, why: "the drowned priest prays" }],
  ["reasons for advantage", { advantage: { for: ["the drowned priest helps"], against: [] } }],
])("[V1] %s of a call are read by players, and so they count", (_, args) => {
  expect(judging()("", args)).toBe(true);
});

test("[V1] a single name that stands in kept text alone is kept, unless players know it or said it", () => {
  const text = "By night they obey Ysmere. The crown calls to Crown. Speak with Wren.";
  expect(guarding(text)(call("Ysmere waits below."))).toBe(true);
  expect(guarding(text)(call("A letter for Ysmere lies here."))).toBe(true);
  expect(guarding(text)(call("The Crown is heavy."))).toBe(false);
  expect(guarding(text)(call("A letter for Wren lies here."))).toBe(false);
  const actions = [{ creatureId: "wren", text: "Who is ysmere?" }];
  expect(guarding(text, { turn: { id: "t_1", actions } as never })(call("Nobody knows Ysmere."))).toBe(false);
});
