import { expect, test } from "vitest";
import type { CampaignEvent, SeenEvent } from "../../contracts/events.ts";
import { MemberId } from "../../contracts/ids.ts";
import { emptyMemory, remember } from "./memory.ts";
import { memoryView } from "./view.ts";

const zero = "0".repeat(64);
const memberId = MemberId.parse("m_aaaaaaaaaaaaaaaaaaaa");

function written(seq: number, name: string, audience: "all" | "gm"): SeenEvent {
  const card = { id: `person:${name.toLowerCase()}`, name, aliases: [], text: audience, pinned: false, source: null };
  const body = { type: "card_written", v: 1, actor: { kind: "player" }, cause: {}, payload: { memberId, card } };
  const header = { seq, epoch: 1, at: 1, prev: zero, bodyHash: zero };
  return { header, hash: zero, salt: zero, body: { ...body, audience } as CampaignEvent };
}

test("a card behind the screen says whether players see another of the same, and theirs says nothing", () => {
  const events = [written(1, "Ash", "all"), written(2, "Ash", "gm"), written(3, "Marl", "gm"), written(4, "Bo", "all")];
  const memory = events.reduce(remember, emptyMemory);
  const seen = (gm: boolean) =>
    memoryView(memory, { memberId, gm }, {}).cards.map(({ name, text, openToo }) => [name, text, openToo ?? false]);
  expect(seen(true)).toEqual([
    ["Bo", "all", false],
    ["Marl", "gm", false],
    ["Ash", "gm", true],
  ]);
  expect(seen(false)).toEqual([
    ["Bo", "all", false],
    ["Ash", "all", false],
  ]);
});
