import { expect, test } from "vitest";
import { lanternTable, runTurn, told } from "../../testkit/oracle-table.ts";

async function evening() {
  const room = lanternTable("inn");
  const mira = Object.values(room.state.public.members).find(({ creatureId }) => creatureId === "wren");
  if (mira === undefined) throw new Error("Nobody plays Wren.");
  room.ask(mira.id, { type: "act", mode: "do", text: "look at the portrait and listen" });
  return await runTurn(room, ["A wet evening."]);
}

test("told again, what the author wrote stands, and no other sentence is that of before", async () => {
  const { input, narration } = await evening();
  const recent = [...input.recent, narration.text];
  const again = (await told({ ...input, recent, telling: { how: "again", instead: narration.text } })).narration;
  expect(again.text).toContain("He has been painted by somebody who owed him money.");
  expect(again.text).toContain("something pads up and down in the yard");
  expect(again.rests).toEqual(narration.rests);
  const same = (await told({ ...input, recent, telling: { how: "again", instead: narration.text } })).narration;
  expect(same).toEqual(again);
});

test("told on, nothing happens, something new is said, and the word goes back to the players", async () => {
  const { input, narration } = await evening();
  const recent = [...input.recent, narration.text];
  const on = (await told({ ...input, recent, telling: { how: "on", from: narration.text } })).narration;
  expect(on.text).not.toBe("");
  expect(on.rests).toEqual([]);
  expect(narration.text).not.toContain(on.text.split(". ")[0]);
  expect(on.suggestions.length).toBeGreaterThan(0);
});
