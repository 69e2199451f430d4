import type { TableCommand } from "../../contracts/commands.ts";
import type { Audience } from "../../contracts/events.ts";
import type { LoreCard } from "../../contracts/memory.ts";
import type { Asking, Handler, Handlers } from "../decide.ts";
import { MERGED_MAX } from "../memory/by-hand.ts";
import { pinsBy, privatePins, writtenSince } from "../memory/chosen-facts.ts";
import { own } from "../memory/fact-drafts.ts";
import { plainLines, plainText } from "../memory/plain-text.ts";
import { cardFor, factFor, knownIn } from "../memory/who-may-see.ts";
import { viewerOf } from "../project.ts";
import type { Member } from "../state.ts";
import type { Refusal } from "../step.ts";
import { fullOfCards } from "./card-room.ts";

/** Pins of one audience; of them those of players, so that those who run the table always have some left; and of one. */
export const PINS_MAX = { table: 100, players: 80, each: 30, private: 20 } as const;
/** Of so many events one player writes so many into what the table remembers; those who run it as many as they like. */
const PACE_EVENTS = 200;
export const WRITTEN_AT_A_TIME_MAX = 60;
const CARD_TEXT_MAX = 2_000;
const ALIASES_MAX = 8;
/** Players leave those who run the table some room to merge names in. */
const MERGED_BY_PLAYERS_MAX = 150;

type MemoryCommand = Extract<
  TableCommand["type"],
  "note_fact" | "pin_fact" | "correct_fact" | "forget_fact" | "write_card" | "remove_card" | "merge_cards"
>;

const WATCHES: Refusal = { slug: "not-allowed", detail: "What the table remembers is in the hands of those who play." };
const BEHIND: Refusal = { slug: "not-allowed", detail: "Only somebody behind the screen keeps something there." };

/** What stands in the way of somebody changing what is remembered; null for those who play or run the table. */
const watching = ({ member }: Asking): Refusal | null => (member.role === "spectator" ? WATCHES : null);

const saysNothing = (text: string): Refusal | null =>
  plainText(text) === "" ? { slug: "bad-request", detail: "Write at least a word that can be read." } : null;

/** Whether a member runs the table: what they keep comes before what any one player keeps. */
const runs = ({ role }: Member): boolean => role === "owner" || role === "gm";

function tooFast(asking: Asking): Refusal | null {
  const { member, step } = asking;
  if (runs(member)) return null;
  const since = step.state.head.seq - PACE_EVENTS;
  return writtenSince(asking.memory(), member.id, since) < WRITTEN_AT_A_TIME_MAX
    ? null
    : {
        slug: "slow-down",
        detail: "You have written a great deal just now. Play on for a while, then write the rest.",
      };
}

const seerOf = ({ step, member }: Asking) => viewerOf(step.state, member.id);

const noteFact: Handler<"note_fact"> = (asking, { text, about, pinned, visibility }) => {
  const refusal = watching(asking) ?? saysNothing(text);
  if (refusal !== null) return refusal;
  if (visibility === "gm" && !asking.member.screen) return BEHIND;
  const audience = visibility === "gm" ? "gm" : "all";
  const full = tooFast(asking) ?? (pinned ? fullOfPins(asking, audience) : null);
  if (full !== null) return full;
  asking.step.emit("fact_noted", { memberId: asking.member.id, text, about: [...new Set(about)], pinned }, audience);
  return null;
};

/** Pins a fact, rewords it, or lets it go: with the audience of the fact, and the same answer for unknown and unseen. */
function ofFact(
  asking: Asking,
  factId: string,
  change: (emit: Asking["step"]["emit"], audience: Audience) => void,
  isFull: (audience: Audience) => Refusal | null = () => null,
): Refusal | null {
  const refusal = watching(asking);
  if (refusal !== null) return refusal;
  const found = factFor(asking.memory(), seerOf(asking), factId);
  if (found === null) return { slug: "unknown-fact" };
  const full = isFull(found.audience);
  if (full === null) change(asking.step.emit, found.audience);
  return full;
}

const pinFact: Handler<"pin_fact"> = (asking, { factId, pinned }) =>
  ofFact(
    asking,
    factId,
    (emit, audience) => emit("fact_pinned", { memberId: asking.member.id, factId, pinned }, audience),
    (audience) => (pinned ? fullOfPins(asking, audience) : null),
  );

const manyPinned = (count: number, whose: string): Refusal => ({
  slug: "too-many-pinned",
  detail: `${count} facts are pinned already${whose}. Unpin one of them first.`,
});

function fullOfPins(asking: Asking, audience: Audience): Refusal | null {
  const { member } = asking;
  if (audience !== "all" && audience !== "gm")
    return privatePins(asking.memory(), member.id) < PINS_MAX.private ? null : manyPinned(PINS_MAX.private, " by you");
  const pins = pinsBy(asking.memory(), audience);
  if (pins.length >= PINS_MAX.table) return manyPinned(PINS_MAX.table, "");
  if (runs(member)) return null;
  if (pins.filter((by) => by === member.id).length >= PINS_MAX.each) return manyPinned(PINS_MAX.each, " by you");
  return pins.filter((by) => by !== null).length < PINS_MAX.players
    ? null
    : manyPinned(PINS_MAX.players, " by players");
}

const correctFact: Handler<"correct_fact"> = (asking, { factId, text }) =>
  saysNothing(text) ??
  tooFast(asking) ??
  ofFact(asking, factId, (emit, audience) =>
    emit("fact_corrected", { memberId: asking.member.id, factId, text }, audience),
  );

const forgetFact: Handler<"forget_fact"> = (asking, { factId, forgotten }) =>
  ofFact(asking, factId, (emit, audience) =>
    emit("fact_forgotten", { memberId: asking.member.id, factId, forgotten }, audience),
  );

const writeCard: Handler<"write_card"> = (asking, { card: written, visibility }) => {
  const { step, member } = asking;
  const refusal = watching(asking) ?? (visibility === "gm" && !member.screen ? BEHIND : null);
  if (refusal !== null) return refusal;
  const audience = visibility === "gm" ? "gm" : "all";
  const card = asShownTo(audience, readable(written));
  if (!isReadable(written)) return NOT_READABLE;
  const full = fullOfCards(asking, audience, card);
  if (full !== null) return full;
  const before = cardFor(asking.memory(), seerOf(asking), card.id);
  if (before !== null && before.audience !== audience)
    step.emit("card_removed", { memberId: member.id, cardId: card.id }, before.audience);
  step.emit("card_written", { memberId: member.id, card }, audience);
  return null;
};

/**
 * A card that players see never says which file its words come from: who may open a file is written outside the room and
 * changes after the card is written, while the card stays in the log [V1].
 */
const asShownTo = (audience: "all" | "gm", card: LoreCard): LoreCard =>
  audience === "gm" || card.source === null ? card : { ...card, source: null };

const NOT_READABLE: Refusal = {
  slug: "bad-request",
  detail: "A card needs a name that can be read, and so does each of its other names.",
};

const isReadable = ({ name, aliases }: LoreCard): boolean => [name, ...aliases].every((each) => plainText(each) !== "");

/** A card without signs that nobody sees, or that turn the direction of what follows. */
const readable = (card: LoreCard): LoreCard => ({
  ...card,
  name: plainText(card.name),
  aliases: card.aliases.map((alias) => plainText(alias)),
  text: plainLines(card.text),
});

const removeCard: Handler<"remove_card"> = (asking, { cardId }) => {
  const refusal = watching(asking);
  if (refusal !== null) return refusal;
  const found = cardFor(asking.memory(), seerOf(asking), cardId);
  if (found === null) return { slug: "unknown-card" };
  asking.step.emit("card_removed", { memberId: asking.member.id, cardId }, found.audience);
  return null;
};

const NOT_THEIRS: Refusal = {
  slug: "not-allowed",
  detail: "A player merges a card that only they have written. Ask whoever runs the table to merge this one.",
};
const MANY_MERGED: Refusal = {
  slug: "too-many-cards",
  detail: "As many names are merged as a table keeps. Write the card of one of them anew: that parts it again.",
};

/** What stands in the way of merging: a player merges only what nobody but they has brought in, neither play nor others. */
function notToMerge({ member, ...asking }: Asking, from: string, audience: "all" | "gm"): Refusal | null {
  const memory = asking.memory();
  const merged = Object.keys(memory[audience].merged).length;
  if (runs(member)) return merged < MERGED_MAX ? null : MANY_MERGED;
  const card = own(memory.all.cards, from);
  const isTheirs =
    card !== undefined && card.by === member.id && !card.shared && !Object.hasOwn(memory.all.entities, from);
  if (!isTheirs) return NOT_THEIRS;
  return merged < MERGED_BY_PLAYERS_MAX ? null : MANY_MERGED;
}

/**
 * Two names for one: what is written on both cards is kept. What stands behind the screen is merged behind the screen, and
 * stays in the sight of those behind it whatever players merge. Writing the card of `from` anew parts the two again.
 */
const mergeCards: Handler<"merge_cards"> = (asking, { from, into }) => {
  const refusal = watching(asking);
  if (refusal !== null) return refusal;
  const memory = asking.memory();
  const viewer = seerOf(asking);
  const lanes = [knownIn(memory, viewer, from), knownIn(memory, viewer, into)];
  if (from === into || lanes.some((known) => known.length === 0)) return { slug: "unknown-card" };
  const audience = lanes.some((known) => known.includes("gm")) ? "gm" : "all";
  const refused = notToMerge(asking, from, audience);
  if (refused !== null) return refused;
  const { step, member } = asking;
  const gone = cardFor(memory, viewer, from)?.written.card;
  if (gone !== undefined) {
    const kept = cardFor(memory, viewer, into)?.written.card;
    const name = memory.all.entities[into]?.name ?? memory.gm.entities[into]?.name;
    const card = asShownTo(audience, bothOn({ gone, kept, into, name }));
    const full = fullOfCards(asking, audience, card);
    if (full !== null) return full;
    step.emit("card_written", { memberId: member.id, card }, audience);
  }
  step.emit("cards_merged", { memberId: member.id, from, into }, audience);
  return null;
};

function bothOn({
  gone,
  kept,
  into,
  name,
}: {
  readonly gone: LoreCard;
  readonly kept: LoreCard | undefined;
  readonly into: string;
  readonly name: string | undefined;
}): LoreCard {
  const called = kept?.name ?? name ?? gone.name;
  const aliases = [...(kept?.aliases ?? []), gone.name, ...gone.aliases].filter((alias) => alias !== called);
  return {
    id: into,
    name: called,
    aliases: [...new Set(aliases)].slice(0, ALIASES_MAX),
    text: [kept?.text ?? "", gone.text]
      .filter((text) => text !== "")
      .join("\n\n")
      .slice(0, CARD_TEXT_MAX)
      .trim(),
    pinned: gone.pinned || kept?.pinned === true,
    source: kept?.source ?? gone.source,
  };
}

/** A file put before the table. That players may read it has been seen to before this. */
export const showHandout: Handler<"gm_show_handout"> = ({ step, member }, { type: _type, ...handout }) => {
  step.emit("handout_shown", { memberId: member.id, ...handout });
  return null;
};

export const memoryCommands: Handlers<MemoryCommand> = {
  note_fact: noteFact,
  pin_fact: pinFact,
  correct_fact: correctFact,
  forget_fact: forgetFact,
  write_card: writeCard,
  remove_card: removeCard,
  merge_cards: mergeCards,
};
