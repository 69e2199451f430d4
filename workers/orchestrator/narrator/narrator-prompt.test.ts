import { expect, test } from "vitest";
import type { NarratorInput } from "../../core/ports.ts";
import { lanternTable, runTurn } from "../../testkit/oracle-table.ts";
import { memberNamed } from "../../testkit/paper-room.ts";
import { castOf } from "./cast.ts";
import { type Fact, factsOf } from "./facts-of.ts";
import { narratorPrompt } from "./narrator-prompt.ts";

async function turnAt(stage: "inn" | "fight", text: string): Promise<NarratorInput> {
  const room = lanternTable(stage);
  room.ask(memberNamed("Mira"), { type: "act", mode: "do", text });
  return (await runTurn(room, [])).input;
}

function factsPartOf(input: NarratorInput, facts: readonly Fact[], tokensMax: number): string | null {
  const prompt = narratorPrompt(input, { cast: castOf(input), facts }, tokensMax);
  return prompt?.parts.find(({ name }) => name === "facts")?.text ?? null;
}

test("what a roll came to weighs more than what is only seen", async () => {
  const facts = factsOf(await turnAt("fight", "attack the wolf"));
  const of = (decides: boolean): string =>
    facts.flatMap((fact) => (fact.decides === decides ? [fact.text] : [])).join();
  expect(of(true)).toMatch(/strikes at/);
  expect(of(false)).not.toMatch(/strikes at|is dead|goes down/);
});

test("in a turn too long to be told whole, who fell and how it ended are told, and the newest before the oldest", async () => {
  const input = await turnAt("inn", "look at the hearth");
  const facts: Fact[] = Array.from({ length: 300 }, (_, n) => {
    const decides = n % 60 === 0 || n === 299;
    const text = decides
      ? `Fighter ${n} is dead.`
      : `Somebody moves about the room for the time number ${n}, with care.`;
    return { seq: n + 1, text, authored: null, decides };
  });
  const falls = facts.filter(({ decides }) => decides).map(({ text }) => text);
  for (const tokensMax of [20_000, 9_000, 7_000, 6_000, 5_000]) {
    const part = factsPartOf(input, facts, tokensMax);
    if (part === null) continue;
    for (const fall of falls) expect(part).toContain(fall);
    const kept = facts.filter(({ text }) => part.includes(text));
    expect(kept.length).toBeLessThan(facts.length);
    // Of what decides nothing, the end of the turn stays and its beginning goes.
    const light = kept.filter(({ decides }) => !decides).map(({ seq }) => seq);
    expect(light).toEqual(facts.flatMap(({ seq, decides }) => (!decides && seq >= (light[0] ?? 0) ? [seq] : [])));
  }
  expect(factsPartOf(input, facts, 20_000)).not.toBeNull();
  expect(factsPartOf(input, facts, 6_000)).not.toBeNull();
});
