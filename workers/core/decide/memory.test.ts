import { describe, expect, test } from "vitest";
import type { MemberCommand } from "../../contracts/commands.ts";
import type { MemberId } from "../../contracts/ids.ts";
import type { UploadId } from "../../contracts/library.ts";
import { cardOf } from "../../testkit/memory-moves.ts";
import type { PaperRoom } from "../../testkit/paper-room.ts";
import { seated, smallTable } from "../../testkit/small-table.ts";
import { MERGED_MAX } from "../memory/by-hand.ts";
import { recall } from "../memory/recall.ts";
import { memoryView } from "../memory/view.ts";
import { viewerOf } from "../project.ts";
import type { Fact } from "../step.ts";
import { CARD_ROOM } from "./card-room.ts";
import { PINS_MAX, WRITTEN_AT_A_TIME_MAX } from "./memory.ts";

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
      ...{
        id: factId,
        text: "Mira noted: The cook limps on the left.",
        correctedBy: "Mira",
        pinned: true,
        audience: "all",
      },
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
    for (const sign of ["\u115f", "\u2800", "\u034f", "\ufe0f", "\u{e0101}", "\uffa0"]) {
      expect(room.ask(bo, note(sign))?.slug, sign).toBe("bad-request");
      for (const more of [{ name: sign }, { aliases: [sign] }]) {
        const card = cardOf("person:ada", more);
        expect(room.ask(bo, { type: "write_card", card, visibility: "players" })?.slug, sign).toBe("bad-request");
      }
    }
    const card = cardOf("person:ada", { name: "A\u202eda", aliases: ["Ad\u200ba"], text: "One\u2800.\n\nTwo\ufe0f." });
    room.ask(bo, { type: "write_card", card, visibility: "players" });
    expect(room.events.at(-1)?.body.payload).toMatchObject({
      card: { name: "Ada", aliases: ["Ada"], text: "One.\n\nTwo." },
    });
  });

  test("only somebody behind the screen keeps something there", () => {
    const { room, bo, gail } = table();
    expect(room.ask(bo, note("Mine alone.", "gm"))?.slug).toBe("not-allowed");
    expect(room.ask(room.owner, note("Mine alone.", "gm"))?.slug).toBe("not-allowed");
    expect(room.ask(gail, note("The cook did it.", "gm"))).toBeNull();
    expect(JSON.stringify(factsFor(room, bo))).not.toContain("The cook did it.");
  });

  test("one player pins so much and no more, all of them so much, and those who run the table always have pins left", () => {
    const { room, bo, mira, gail } = table();
    const pin = (by: MemberId, count: number) =>
      room.ask(by, { ...note(`${by} ${count}.`), pinned: true } as MemberCommand);
    const pinned = (by: MemberId, most: number): number => {
      for (let count = 0; count < most; count += 1) if (pin(by, count) !== null) return count;
      return most;
    };
    expect(pinned(bo, 99)).toBe(PINS_MAX.each);
    expect(room.ask(bo, { type: "pin_fact", factId: "f_7", pinned: true })?.slug).toBe("too-many-pinned");
    expect(room.ask(bo, { type: "pin_fact", factId: newestId(room), pinned: false })).toBeNull();
    expect(room.ask(bo, { type: "pin_fact", factId: "f_7", pinned: true })).toBeNull();
    const others = [mira, room.join("Nia"), room.join("Ned")].map((by) => pinned(by, 99));
    expect(others).toEqual([PINS_MAX.each, PINS_MAX.players - 2 * PINS_MAX.each, 0]);
    expect(pinned(gail, 99)).toBe(PINS_MAX.table - PINS_MAX.players);
    expect(
      room.ask(gail, { ...note("Behind it.", "gm"), pinned: true } as MemberCommand),
      "a lane of its own",
    ).toBeNull();
  });

  test("a player writes so much at a time and then plays on; those who run the table write what they like", () => {
    const { room, bo, mira, gail } = table();
    for (let count = 0; count < WRITTEN_AT_A_TIME_MAX; count += 1)
      expect(room.ask(bo, note(`Bo ${count}.`))).toBeNull();
    expect(room.ask(bo, note("One more."))?.slug).toBe("slow-down");
    expect(room.ask(bo, { type: "correct_fact", factId: "f_7", text: "No." })?.slug).toBe("slow-down");
    expect(room.ask(mira, note("Mira is not Bo."))).toBeNull();
    for (let count = 0; count < 200; count += 1) room.ask(gail, note(`Gail ${count}.`));
    expect(factsFor(room, bo)[0]?.text).toBe("Gail (running the table) noted: Gail 199.");
    expect(room.ask(bo, note("One more."))).toBeNull();
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

  test("[V1] [K10] a card for players never says which file it comes from, also once it is opened or merged", () => {
    const { room, bo, gail } = table();
    const source = { uploadId: `u_${"c".repeat(20)}` as UploadId, title: "The traitor is Ada.pdf", page: 3 };
    const card = cardOf("person:ada", { name: "Ada", text: "Keeps the keys.", source });
    room.ask(gail, { type: "write_card", card, visibility: "gm" });
    expect(cardsFor(room, gail)[0]?.source, "behind the screen it does").toEqual(source);
    room.ask(gail, { type: "write_card", card, visibility: "players" });
    expect(cardsFor(room, bo)).toMatchObject([{ id: "person:ada", text: "Keeps the keys.", source: null }]);
    const other = cardOf("person:the-porter", { name: "The porter", source });
    room.ask(bo, { type: "write_card", card: other, visibility: "players" });
    room.ask(bo, { type: "merge_cards", from: other.id, into: card.id });
    const toPlayers = room.events.filter(({ body }) => body.audience === "all");
    expect(toPlayers.map(({ body }) => body.type)).toContain("cards_merged");
    expect(JSON.stringify(toPlayers)).not.toContain("traitor");
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

  test("one player writes so many cards, all of them so many, and those who run the table have some left", () => {
    const { room, bo, mira, gail } = table();
    const write = (by: MemberId, id: string, text = "") =>
      room.ask(by, { type: "write_card", card: cardOf(id, { text }), visibility: "players" });
    const written = (by: MemberId): number => {
      for (let count = 0; count < 400; count += 1)
        if (write(by, `thing:${room.state.public.members[by]?.name.toLowerCase()}-${count}`) !== null) return count;
      return 400;
    };
    expect(written(bo)).toBe(CARD_ROOM.each.cards);
    expect(write(bo, "thing:one-more")?.slug).toBe("too-many-cards");
    expect(write(bo, "thing:bo-7", "Seven."), "one that is there can still be changed").toBeNull();
    expect([written(mira), written(room.join("Nia"))]).toEqual([100, 40]);
    expect(written(gail)).toBe(CARD_ROOM.table.cards - CARD_ROOM.players.cards);
  });

  test("[V1] no player takes a card from the sight of those behind the screen", () => {
    const { room, bo, gail } = table();
    const secret = cardOf("person:ada", { name: "Ada", text: "Ada is the murderer." });
    room.ask(gail, { type: "write_card", card: secret, visibility: "gm" });
    const merge = { type: "merge_cards", from: "person:ada", into: "place:hall" } as const;
    expect(room.ask(bo, merge)?.slug).toBe("not-allowed");
    // Also not where a log already holds such a merge.
    room.append([
      {
        ...{ type: "cards_merged", v: 1, actor: { kind: "player", memberId: bo }, cause: {}, audience: "all" },
        payload: { memberId: bo, from: "person:ada", into: "place:hall" },
      } as Fact,
    ]);
    expect(cardsFor(room, gail)).toMatchObject([{ id: "person:ada", text: "Ada is the murderer." }]);
    const about = { text: "Who is Ada?", names: [], scene: null, minutes: 0 };
    const { cards } = recall(room.memory, { memberId: null, gm: true }, about);
    expect(cards.map(({ text }) => text)).toContain("Ada is the murderer.");
  });

  test("a player merges what they alone have brought in; whoever runs the table merges anything, and writing a card parts it", () => {
    const { room, bo, mira, gail } = table();
    const stranger = cardOf("person:the-stranger", { name: "The stranger" });
    const merge = { type: "merge_cards", from: stranger.id, into: "person:ada" } as const;
    const ids = () => memoryView(room.memory, viewerOf(room.state, gail), {}).cards.map(({ id }) => id);
    room.ask(bo, { type: "write_card", card: stranger, visibility: "players" });
    expect(room.ask(mira, merge)?.slug, "Bo wrote it").toBe("not-allowed");
    room.ask(mira, { type: "write_card", card: stranger, visibility: "players" });
    for (const by of [bo, mira]) expect(room.ask(by, merge)?.slug, "both wrote it").toBe("not-allowed");
    expect(room.ask(bo, { ...merge, from: "person:ada", into: stranger.id })?.slug, "play did").toBe("not-allowed");
    expect(room.ask(gail, merge)).toBeNull();
    expect(ids()).not.toContain(stranger.id);
    room.ask(bo, { type: "write_card", card: stranger, visibility: "players" });
    expect(ids()).toContain(stranger.id);
  });

  test("so many names are merged and no more", () => {
    const { room, bo, gail } = table();
    let refused = 0;
    for (let count = 0; count < MERGED_MAX + 5; count += 1) {
      const by = count < 155 ? bo : gail;
      const card = cardOf(`person:nobody-${count}`);
      room.ask(by, { type: "write_card", card, visibility: "players" });
      if (room.ask(by, { type: "merge_cards", from: card.id, into: "person:ada" }) !== null) refused += 1;
    }
    expect(Object.keys(room.memory.all.merged)).toHaveLength(MERGED_MAX);
    expect(refused).toBe(5);
    expect(cardsFor(room, bo).find(({ id }) => id === "person:ada")?.aliases).toHaveLength(8);
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
