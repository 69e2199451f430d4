import { expect, test } from "vitest";
import { lanternTable, runTurn } from "../../testkit/oracle-table.ts";
import { memberNamed } from "../../testkit/paper-room.ts";
import { castOf } from "./cast.ts";
import { factsOf } from "./facts-of.ts";

const IDS = /wolf-[12]|yard-door|t_\d|m_[a-z2-7]{20}|common-room/;

test.each([
  ["inn", "look at the hearth", /learn this about (?:the )?cold hearth/i],
  ["inn", "search the hearth", /tries \(.*\)\. It (?:succeeds|fails)/],
  ["inn", "ask Orla about the wolves", /Orla Fenn says or does this/],
  ["inn", "go to the yard", /The party comes to/],
  ["fight", "attack the wolf", /strikes at the \w+ grey wolf with the shortsword and (?:hits|misses)/],
  ["fight", "defend", /Wren dodges/],
] as const)("at the %s, “%s” becomes lines with names and no ids", async (stage, typed, line) => {
  const room = lanternTable(stage);
  room.ask(memberNamed("Mira"), { type: "act", mode: "do", text: typed });
  const { input } = await runTurn(room, []);
  const facts = factsOf(input);
  const text = facts.map((fact) => `${fact.text} ${fact.authored ?? ""}`).join("\n");
  expect(text).toMatch(line);
  expect(text).not.toMatch(IDS);
  expect(text).not.toMatch(/undefined|null|NaN|\bdc\b/i);
  const seqs = facts.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect(input.events.map(({ seq }) => seq)).toEqual(expect.arrayContaining(seqs));
});

test("authored words of a turn are there word for word", async () => {
  const room = lanternTable("inn");
  room.ask(memberNamed("Mira"), { type: "act", mode: "do", text: "look at the hearth" });
  const { input } = await runTurn(room, []);
  const told = input.events.flatMap(({ body }) => (body.type === "beat_told" ? [body.payload.text] : []));
  expect(told.length).toBeGreaterThan(0);
  expect(factsOf(input).flatMap(({ authored }) => authored ?? [])).toEqual(expect.arrayContaining(told));
});

test("two of a kind are told apart, and either is called by its kind", () => {
  const cast = castOf({ view: { public: lanternTable("fight").state.public } as never, events: [] });
  expect(cast.named("wolf-2")).toBe("the second grey wolf");
  expect(cast.named("nobody-known")).toBe("the nobody known");
});
