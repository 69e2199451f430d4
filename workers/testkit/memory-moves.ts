import fc from "fast-check";
import type { MemberCommand } from "../contracts/commands.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { LoreCard } from "../contracts/memory.ts";
import { allFacts } from "../core/memory/fact-book.ts";
import type { PaperRoom } from "./paper-room.ts";
import { anyMoves, type Move } from "./random-table.ts";

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** A card as somebody might write it. */
export const cardOf = (id: string, more: Partial<LoreCard> = {}): LoreCard => ({
  id,
  name: id.split(":")[1] ?? id,
  aliases: [],
  text: "As it is told.",
  pinned: false,
  source: null,
  ...more,
});

const CARD_IDS = ["person:ada", "place:hall", "thing:bread", "faction:the-cooks", "quest:patience"];

/** What somebody does with what is remembered: notes, pins, other words, cards; sound commands and others. */
export function memoryCommand(room: PaperRoom, [kind, , what, how]: Move): MemberCommand {
  const { all, gm, private: own } = room.memory;
  const ids = [all.book, gm.book, own].flatMap((book) => allFacts(book).map(({ id }) => id));
  const factId = at([...ids, "f_999999"], what * 7 + how);
  const visibility = at(["gm", "players"] as const, how);
  const commands: readonly MemberCommand[] = [
    { type: "note_fact", text: `Noted ${what}: Ada likes bread.`, about: [], pinned: how % 3 === 0, visibility },
    { type: "pin_fact", factId, pinned: how % 4 > 0 },
    { type: "correct_fact", factId, text: `In other words, ${what}.` },
    { type: "forget_fact", factId, forgotten: how % 3 > 0 },
    { type: "write_card", card: cardOf(at(CARD_IDS, what), { pinned: how % 5 === 0 }), visibility },
    { type: "remove_card", cardId: at(CARD_IDS, what) },
    { type: "merge_cards", from: at(CARD_IDS, what), into: at(CARD_IDS, how) },
    { type: "chat", channel: "ic", to: [], text: `I promise Ada ${what} loaves.` },
  ];
  return at(commands, kind);
}

/** An evening of moves with a hand on what is remembered between them. */
export const anyRememberedMoves = fc.tuple(anyMoves, fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }));

/** Who makes it. */
export const whoMoves = ({ state }: PaperRoom, who: number): MemberId =>
  at(Object.keys(state.public.members) as MemberId[], who);
