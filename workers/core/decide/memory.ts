import type { TableCommand } from "../../contracts/commands.ts";
import type { Audience } from "../../contracts/events.ts";
import type { LoreCard } from "../../contracts/memory.ts";
import type { Asking, Handler, Handlers } from "../decide.ts";
import { pinnedCount } from "../memory/chosen-facts.ts";
import { plainText } from "../memory/plain-text.ts";
import { cardFor, factFor, knownIn } from "../memory/who-may-see.ts";
import { viewerOf } from "../project.ts";
import type { Refusal } from "../step.ts";

/** Written cards one audience can hold, and about as many bytes as all of them take together. */
export const CARDS_MAX = 300;
const CARD_BYTES_MAX = 120_000;
export const PINNED_FACTS_MAX = 100;
const CARD_TEXT_MAX = 2_000;
const ALIASES_MAX = 8;

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

const seerOf = ({ step, member }: Asking) => viewerOf(step.state, member.id);

const noteFact: Handler<"note_fact"> = (asking, { text, about, pinned, visibility }) => {
  const refusal = watching(asking) ?? saysNothing(text) ?? (pinned ? fullOfPins(asking) : null);
  if (refusal !== null) return refusal;
  if (visibility === "gm" && !asking.member.screen) return BEHIND;
  const audience = visibility === "gm" ? "gm" : "all";
  asking.step.emit("fact_noted", { memberId: asking.member.id, text, about: [...new Set(about)], pinned }, audience);
  return null;
};

/** Pins a fact, rewords it, or lets it go: with the audience of the fact, and the same answer for unknown and unseen. */
function ofFact(
  asking: Asking,
  factId: string,
  change: (emit: Asking["step"]["emit"], audience: Audience) => void,
): Refusal | null {
  const refusal = watching(asking);
  if (refusal !== null) return refusal;
  const found = factFor(asking.memory(), seerOf(asking), factId);
  if (found === null) return { slug: "unknown-fact" };
  change(asking.step.emit, found.audience);
  return null;
}

const pinFact: Handler<"pin_fact"> = (asking, { factId, pinned }) => {
  const full = pinned && watching(asking) === null ? fullOfPins(asking) : null;
  if (full !== null) return full;
  return ofFact(asking, factId, (emit, audience) =>
    emit("fact_pinned", { memberId: asking.member.id, factId, pinned }, audience),
  );
};

function fullOfPins(asking: Asking): Refusal | null {
  return pinnedCount(asking.memory(), seerOf(asking)) < PINNED_FACTS_MAX
    ? null
    : { slug: "too-many-pinned", detail: `${PINNED_FACTS_MAX} facts are pinned already.` };
}

const correctFact: Handler<"correct_fact"> = (asking, { factId, text }) =>
  saysNothing(text) ??
  ofFact(asking, factId, (emit, audience) =>
    emit("fact_corrected", { memberId: asking.member.id, factId, text }, audience),
  );

const forgetFact: Handler<"forget_fact"> = (asking, { factId, forgotten }) =>
  ofFact(asking, factId, (emit, audience) =>
    emit("fact_forgotten", { memberId: asking.member.id, factId, forgotten }, audience),
  );

const writeCard: Handler<"write_card"> = (asking, { card, visibility }) => {
  const { step, member } = asking;
  const refusal = watching(asking) ?? (visibility === "gm" && !member.screen ? BEHIND : null);
  if (refusal !== null) return refusal;
  const audience = visibility === "gm" ? "gm" : "all";
  const full = fullOfCards(asking, audience, card);
  if (full !== null) return full;
  const before = cardFor(asking.memory(), seerOf(asking), card.id);
  if (before !== null && before.audience !== audience)
    step.emit("card_removed", { memberId: member.id, cardId: card.id }, before.audience);
  step.emit("card_written", { memberId: member.id, card }, audience);
  return null;
};

function fullOfCards(asking: Asking, audience: "all" | "gm", card: LoreCard): Refusal | null {
  const { cards } = asking.memory()[audience];
  const others = Object.values(cards).filter(({ card: { id } }) => id !== card.id);
  const bytes = others.reduce((sum, each) => sum + bytesOf(each.card), bytesOf(card));
  return others.length < CARDS_MAX && bytes <= CARD_BYTES_MAX ? null : { slug: "too-many-cards" };
}

function bytesOf(card: LoreCard): number {
  const text = JSON.stringify(card);
  return text.length + text.replace(/[ -~]/g, "").length * 2;
}

const removeCard: Handler<"remove_card"> = (asking, { cardId }) => {
  const refusal = watching(asking);
  if (refusal !== null) return refusal;
  const found = cardFor(asking.memory(), seerOf(asking), cardId);
  if (found === null) return { slug: "unknown-card" };
  asking.step.emit("card_removed", { memberId: asking.member.id, cardId }, found.audience);
  return null;
};

/** Two names for one: what is written on both cards is kept. What stands behind the screen is merged behind the screen. */
const mergeCards: Handler<"merge_cards"> = (asking, { from, into }) => {
  const refusal = watching(asking);
  if (refusal !== null) return refusal;
  const memory = asking.memory();
  const viewer = seerOf(asking);
  const lanes = [knownIn(memory, viewer, from), knownIn(memory, viewer, into)];
  if (from === into || lanes.some((known) => known.length === 0)) return { slug: "unknown-card" };
  const audience = lanes.some((known) => known.includes("gm")) ? "gm" : "all";
  const { step, member } = asking;
  const gone = cardFor(memory, viewer, from)?.written.card;
  if (gone !== undefined) {
    const kept = cardFor(memory, viewer, into)?.written.card;
    const card = bothOn({ gone, kept, into, name: memory.all.entities[into]?.name ?? memory.gm.entities[into]?.name });
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
