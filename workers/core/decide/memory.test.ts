import { describe, expect, test } from "vitest";
import type { MemberCommand } from "../../contracts/commands.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { cardOf } from "../../testkit/memory-moves.ts";
import type { PaperRoom } from "../../testkit/paper-room.ts";
import { seated, smallTable } from "../../testkit/small-table.ts";
import { memoryView } from "../memory/view.ts";
import { viewerOf } from "../project.ts";
import { CARDS_MAX, PINNED_FACTS_MAX } from "./memory.ts";

/** Olive owns the table, Gail sits behind the screen, Bo and Mira play, Sam watches. */
function table() {
  const room = smallTable();
  const [bo, mira] = [seated(room, "Bo"), seated(room, "Mira")];
  const gail = room.join("Gail", "spectator");
  const sam = room.join("Sam", "spectator");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(gail, { type: "gm_take_over" });
  room.ask(gail, { type: "gm_hand_back", leaveScreen: false });
  return { room, bo, mira, gail, sam };
}

const note = (text: string, visibility: "gm" | "players" = "players"): MemberCommand => ({
  type: "note_fact",
  ...{ text, about: [], pinned: false, visibility },
});

const factsFor = (room: PaperRoom, memberId: MemberId) =>
  memoryView(room.memory, viewerOf(room.state, memberId), {}).facts;
const cardsFor = (room: PaperRoom, memberId: MemberId) =>
  memoryView(room.memory, viewerOf(room.state, memberId), {}).cards.filter(({ written }) => written);
const newestId = (room: PaperRoom): string => `f_${room.state.head.seq}`;

describe("[K8] facts", () => {
  test("whoever plays notes one, and everybody at the table may see and change it", () => {
    const { room, bo, mira } = table();
    expect(room.ask(bo, note("The cook limps."))).toBeNull();
    const factId = newestId(room);
    expect(room.ask(mira, { type: "correct_fact", factId, text: "The cook limps on the left." })).toBeNull();
    expect(room.ask(bo, { type: "pin_fact", factId, pinned: true })).toBeNull();
    expect(factsFor(room, mira)[0]).toMatchObject({
      ...{ id: factId, text: "The cook limps on the left.", correctedBy: "Mira", pinned: true, audience: "all" },
      knownBy: ["Ash", "Birch"],
    });
    expect(room.ask(mira, { type: "forget_fact", factId, forgotten: true })).toBeNull();
    expect(factsFor(room, bo)[0]?.forgotten).toBe(true);
    expect(room.ask(bo, { type: "forget_fact", factId, forgotten: false })).toBeNull();
    expect(factsFor(room, bo)[0]?.forgotten).toBe(false);
  });

  test("whoever only watches changes nothing", () => {
    const { room, sam } = table();
    const commands: readonly MemberCommand[] = [
      note("I saw it."),
      { type: "pin_fact", factId: "f_7", pinned: true },
      { type: "correct_fact", factId: "f_7", text: "No." },
      { type: "forget_fact", factId: "f_7", forgotten: true },
      { type: "write_card", card: cardOf("person:ada"), visibility: "players" },
      { type: "remove_card", cardId: "person:ada" },
      { type: "merge_cards", from: "person:ada", into: "place:hall" },
    ];
    const before = room.state;
    for (const command of commands) expect(room.ask(sam, command)?.slug, command.type).toBe("not-allowed");
    expect(room.state).toBe(before);
  });

  test("[V1] what lies behind the screen, or was whispered to others, is answered like what was never there", () => {
    const { room, bo, mira, gail } = table();
    room.ask(gail, note("The cook did it.", "gm"));
    const hidden = newestId(room);
    room.ask(gail, { type: "gm_whisper", to: [mira], text: "The cook fears you." });
    const whispered = newestId(room);
    const change = (factId: string): MemberCommand => ({ type: "pin_fact", factId, pinned: true });
    for (const factId of [hidden, whispered, "f_999999"])
      expect(room.ask(bo, change(factId))).toEqual({ slug: "unknown-fact" });
    expect(room.ask(room.owner, change(hidden)), "the owner sits before the screen").toEqual({ slug: "unknown-fact" });
    expect(room.ask(gail, change(hidden))).toBeNull();
    expect(room.events.at(-1)?.body.audience).toBe("gm");
    expect(room.ask(mira, change(whispered))).toBeNull();
    expect(room.events.at(-1)?.body.audience).toEqual({ members: [gail, mira].sort() });
    expect(factsFor(room, bo).map(({ id }) => id)).not.toContain(whispered);
  });

  test("words that nobody can read are no words", () => {
    const { room, bo } = table();
    expect(room.ask(bo, note("\u200b\u2060"))?.slug).toBe("bad-request");
    expect(room.ask(bo, { type: "correct_fact", factId: "f_7", text: "\u200b" })?.slug).toBe("bad-request");
  });

  test("only somebody behind the screen keeps something there", () => {
    const { room, bo, gail } = table();
    expect(room.ask(bo, note("Mine alone.", "gm"))?.slug).toBe("not-allowed");
    expect(room.ask(room.owner, note("Mine alone.", "gm"))?.slug).toBe("not-allowed");
    expect(room.ask(gail, note("The cook did it.", "gm"))).toBeNull();
    expect(factsFor(room, bo).map(({ text }) => text)).not.toContain("The cook did it.");
  });

  test("as much is pinned as fits before the DM, and no more", () => {
    const { room, bo } = table();
    for (let count = 0; count < PINNED_FACTS_MAX; count += 1)
      expect(room.ask(bo, { ...note(`Number ${count}.`), pinned: true } as MemberCommand)).toBeNull();
    expect(room.ask(bo, { type: "pin_fact", factId: "f_7", pinned: true })?.slug).toBe("too-many-pinned");
    expect(room.ask(bo, { type: "pin_fact", factId: newestId(room), pinned: false })).toBeNull();
    expect(room.ask(bo, { type: "pin_fact", factId: "f_7", pinned: true })).toBeNull();
  });
});

describe("[K8] cards", () => {
  test("somebody writes one, another writes it anew, and it is taken away", () => {
    const { room, bo, mira } = table();
    const card = cardOf("person:ada", { name: "Ada", text: "Keeps the keys." });
    expect(room.ask(bo, { type: "write_card", card, visibility: "players" })).toBeNull();
    const better = { ...card, text: "Keeps the keys, and the cook." };
    expect(room.ask(mira, { type: "write_card", card: better, visibility: "players" })).toBeNull();
    expect(cardsFor(room, bo)).toMatchObject([{ id: "person:ada", text: better.text, audience: "all" }]);
    expect(room.ask(bo, { type: "remove_card", cardId: "person:ada" })).toBeNull();
    expect(cardsFor(room, bo)).toEqual([]);
    expect(room.ask(bo, { type: "remove_card", cardId: "person:ada" })).toEqual({ slug: "unknown-card" });
  });

  test("[V1] a card that moves behind the screen is taken from the table, and comes back the same way", () => {
    const { room, bo, gail } = table();
    const card = cardOf("faction:the-cooks", { text: "They poison soups." });
    room.ask(gail, { type: "write_card", card, visibility: "players" });
    room.ask(gail, { type: "write_card", card, visibility: "gm" });
    expect(room.events.slice(-2).map(({ body }) => [body.type, body.audience])).toEqual([
      ["card_removed", "all"],
      ["card_written", "gm"],
    ]);
    expect([cardsFor(room, bo), cardsFor(room, gail).map(({ audience }) => audience)]).toEqual([[], ["gm"]]);
    expect(room.ask(bo, { type: "remove_card", cardId: card.id })).toEqual({ slug: "unknown-card" });
    room.ask(gail, { type: "write_card", card, visibility: "players" });
    expect(cardsFor(room, bo).map(({ id }) => id)).toEqual([card.id]);
    expect(cardsFor(room, gail).map(({ audience }) => audience)).toEqual(["all"]);
  });

  test("two names for one become one card, with what was written on both", () => {
    const { room, bo } = table();
    const stranger = cardOf("person:the-stranger", { name: "The stranger", text: "Wears grey." });
    room.ask(bo, { type: "write_card", card: stranger, visibility: "players" });
    room.ask(bo, note("The stranger owes Ash a horse."));
    expect(room.ask(bo, { type: "merge_cards", from: "person:nobody", into: "person:ada" })?.slug).toBe("unknown-card");
    expect(room.ask(bo, { type: "merge_cards", from: stranger.id, into: "person:ada" })).toBeNull();
    const [card] = cardsFor(room, bo);
    expect(card).toMatchObject({ id: "person:ada", name: "Ada", aliases: ["The stranger"], text: "Wears grey." });
    expect(room.ask(bo, { type: "merge_cards", from: "person:ada", into: stranger.id })?.slug).toBe("unknown-card");
  });

  test("[V1] what stands behind the screen is merged behind it: the table's own card stays as it was", () => {
    const { room, bo, gail } = table();
    const seen = cardOf("person:ada", { name: "Ada", text: "Kind." });
    const hidden = cardOf("person:the-poisoner", { name: "The poisoner", text: "Works at night." });
    room.ask(bo, { type: "write_card", card: seen, visibility: "players" });
    room.ask(gail, { type: "write_card", card: hidden, visibility: "gm" });
    expect(room.ask(gail, { type: "merge_cards", from: hidden.id, into: seen.id })).toBeNull();
    expect(cardsFor(room, bo)).toMatchObject([{ text: "Kind.", aliases: [] }]);
    expect(cardsFor(room, gail)).toMatchObject([{ id: seen.id, text: "Kind.\n\nWorks at night.", audience: "gm" }]);
  });

  test("a table holds so many cards and no more, and one that is there can still be changed", () => {
    const { room, bo } = table();
    for (let count = 0; count < CARDS_MAX; count += 1)
      room.ask(bo, { type: "write_card", card: cardOf(`thing:number-${count}`), visibility: "players" });
    const more = { type: "write_card", card: cardOf("thing:one-more"), visibility: "players" } as const;
    expect(room.ask(bo, more)?.slug).toBe("too-many-cards");
    expect(room.ask(bo, { ...more, card: cardOf("thing:number-7", { text: "Seven." }) })).toBeNull();
  });
});

test("a handout is shown to everybody and remembered", () => {
  const { room, bo, gail } = table();
  const handout = {
    uploadId: `u_${"e".repeat(20)}` as never,
    title: "The old map",
    kind: "image",
    caption: "Burnt at one edge.",
  };
  expect(room.ask(gail, { type: "gm_show_handout", ...handout } as MemberCommand)).toBeNull();
  expect(room.events.at(-1)?.body).toMatchObject({ type: "handout_shown", audience: "all", payload: handout });
  expect(factsFor(room, bo)[0]?.text).toBe("Gail showed the table “The old map”: Burnt at one edge.");
  expect(room.ask(bo, { type: "gm_show_handout", ...handout } as MemberCommand)?.slug).toBe("not-allowed");
});
