import { describe, expect, test } from "vitest";
import type { CampaignEvent, SeenEvent } from "../../workers/contracts/events.ts";
import type { MemberId } from "../../workers/contracts/ids.ts";
import { storyOf } from "./story-of.ts";

const zero = "0".repeat(64);
const memberId = "m_mira" as MemberId;
const tobin = "m_tobin" as MemberId;
const card = { id: "person:ash", name: "Mother Ash", aliases: [], text: "A baker.", pinned: false, source: null };
const names = { member: (id: MemberId) => (id === tobin ? "Tobin" : "Mira"), creature: () => null, clock: () => null };

type Deed = readonly [type: CampaignEvent["type"], payload: object];
const eventOf = ([type, payload]: Deed, at: number): SeenEvent => {
  const body = { type, v: 1, actor: { kind: "player" }, cause: {}, audience: "all", payload } as CampaignEvent;
  const header = { seq: at + 1, epoch: 1, at: 1, prev: zero, bodyHash: zero };
  return { header, hash: zero, salt: zero, body } as SeenEvent;
};
const told = (...deeds: readonly Deed[]) =>
  storyOf(deeds.map(eventOf), names).map((entry) =>
    entry.kind === "line" ? [entry.tone, entry.text, entry.about] : [entry.kind],
  );

describe("what is changed by hand in memory leaves one quiet line", () => {
  test.each([
    [
      "fact_noted",
      { text: "The bell was rung", about: [], pinned: false },
      "Mira noted something to be remembered:",
      "The bell was rung",
    ],
    ["fact_pinned", { factId: "f_3", pinned: true }, "Mira pinned something the table remembers.", ""],
    ["fact_pinned", { factId: "f_3", pinned: false }, "Mira unpinned something the table remembers.", ""],
    ["fact_corrected", { factId: "f_3", text: "Words" }, "Mira corrected what the table remembers.", ""],
    ["fact_forgotten", { factId: "f_3", forgotten: true }, "Mira had the table forget something.", ""],
    ["fact_forgotten", { factId: "f_3", forgotten: false }, "Mira brought something back to memory.", ""],
    ["card_written", { card }, "Mira wrote the card “Mother Ash”.", ""],
    ["card_removed", { cardId: card.id }, "Mira took a card away.", ""],
    ["cards_merged", { from: card.id, into: "person:bo" }, "Mira made one card of two.", ""],
  ] as const)("%s", (type, payload, text, about) => {
    expect(told([type, { memberId, ...payload }])).toEqual([["quiet", text, about]]);
  });

  test("however much one person changes in a row, while a note keeps its words", () => {
    const pin: Deed = ["fact_pinned", { memberId, factId: "f_3", pinned: true }];
    const remove: Deed = ["card_removed", { memberId, cardId: card.id }];
    const note: Deed = ["fact_noted", { memberId, text: "The bell was rung", about: [], pinned: false }];
    const byTobin: Deed = ["card_removed", { memberId: tobin, cardId: card.id }];
    expect(told(pin, remove, pin, note, pin, byTobin).map(([, text]) => text)).toEqual([
      "Mira changed several things the table remembers.",
      "Mira noted something to be remembered:",
      "Mira pinned something the table remembers.",
      "Tobin took a card away.",
    ]);
  });

  test("what was forgotten is told fact by fact, and leads to its words", () => {
    const forget = (factId: string): Deed => ["fact_forgotten", { memberId, factId, forgotten: true }];
    const entries = storyOf([forget("f_3"), forget("f_4")].map(eventOf), names);
    expect(entries.map((entry) => (entry.kind === "line" ? [entry.text, entry.factId] : []))).toEqual([
      ["Mira had the table forget something.", "f_3"],
      ["Mira had the table forget something.", "f_4"],
    ]);
  });

  test("and what is done behind the screen says so, apart from what everybody is told", () => {
    const secretly = (deed: Deed, at: number): SeenEvent => {
      const event = eventOf(deed, at);
      return "body" in event ? { ...event, body: { ...event.body, audience: "gm" } } : event;
    };
    const note: Deed = ["fact_noted", { memberId, text: "The bell is cracked", about: [], pinned: false }];
    const pin: Deed = ["fact_pinned", { memberId, factId: "f_3", pinned: true }];
    const entries = storyOf([secretly(note, 0), eventOf(pin, 1), secretly(pin, 2), secretly(pin, 3)], names);
    expect(entries.map((entry) => (entry.kind === "line" ? entry.text : ""))).toEqual([
      "Mira noted something to be remembered, behind the screen:",
      "Mira pinned something the table remembers.",
      "Mira changed several things that are remembered behind the screen.",
    ]);
  });

  test("and a recap leaves none, for it tells nothing new", () => {
    const sentences = [{ text: "They rang the bell.", rests: [1] }];
    expect(told(["recap_written", { scope: "scene", fromSeq: 1, toSeq: 9, sentences, voice: {} }])).toEqual([]);
  });
});
