import type { CampaignEvent, SeenEvent } from "../../workers/contracts/events.ts";
import type { EntityId, FactId, LoreCard, MemoryView } from "../../workers/contracts/memory.ts";
import type { MemoryCommand } from "./memory-commands.ts";
import { bodyOf } from "./wire.ts";

/** Something a hand changes in what is remembered, whether it is on its way or has happened since the view was read. */
export type MemoryChange =
  | { readonly what: "pin"; readonly factId: FactId; readonly pinned: boolean }
  | { readonly what: "correct"; readonly factId: FactId; readonly text: string; readonly by: string }
  | { readonly what: "forget"; readonly factId: FactId; readonly forgotten: boolean }
  | { readonly what: "write"; readonly card: LoreCard; readonly audience: "all" | "gm" }
  | { readonly what: "remove"; readonly cardId: EntityId }
  | { readonly what: "merge"; readonly from: EntityId; readonly into: EntityId };

/** Events that nothing is remembered by: the keeping of dice, turns and the machine. */
const NOTHING_REMEMBERED: ReadonlySet<CampaignEvent["type"]> = new Set<CampaignEvent["type"]>([
  "turn_opened",
  "proposal_made",
  "tool_call_applied",
  "tool_call_refused",
  "turn_reopened",
  "epoch_opened",
  "entropy_committed",
  "roll_ticket",
  "roll_sealed",
  "roll_voided",
  "checkpoint",
  "key_rotated",
  "seat_policy_set",
  "initiative_rolled",
  "initiative_passed",
  "combatant_changed",
  "dm_settings_changed",
  "voice_changed",
  "call_judged",
  "telling_opened",
  "play_resumed",
  "narration_reported",
  "narration_checked",
  "turn_receipt",
  "sources_answered",
  "sources_cited",
]);

/** Whether a view as of `knownSeq` may be behind: something memorable came since, or events that are not in hand. */
export function isBehind(events: readonly SeenEvent[], knownSeq: number, headSeq: number): boolean {
  if (headSeq <= knownSeq) return false;
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at];
    if (event === undefined || event.header.seq <= knownSeq) return false;
    const body = bodyOf(event);
    if (body !== null && !NOTHING_REMEMBERED.has(body.type)) return true;
  }
  return (events[0]?.header.seq ?? headSeq + 1) > knownSeq + 1;
}

/** What hands have changed by events newer than `throughSeq`, oldest first. */
export function changesSince(
  events: readonly SeenEvent[],
  throughSeq: number,
  nameOf: (memberId: string) => string,
): MemoryChange[] {
  const newer: MemoryChange[] = [];
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at];
    if (event === undefined || event.header.seq <= throughSeq) break;
    const body = bodyOf(event);
    const change = body === null ? null : changeOfEvent(body, nameOf);
    if (change !== null) newer.unshift(change);
  }
  return newer;
}

function changeOfEvent(body: CampaignEvent, nameOf: (memberId: string) => string): MemoryChange | null {
  switch (body.type) {
    case "fact_pinned":
      return { what: "pin", factId: body.payload.factId, pinned: body.payload.pinned };
    case "fact_corrected": {
      const { factId, text, memberId } = body.payload;
      return { what: "correct", factId, text, by: nameOf(memberId) };
    }
    case "fact_forgotten":
      return { what: "forget", factId: body.payload.factId, forgotten: body.payload.forgotten };
    case "card_written":
      return { what: "write", card: body.payload.card, audience: body.audience === "gm" ? "gm" : "all" };
    case "card_removed":
      return { what: "remove", cardId: body.payload.cardId };
    case "cards_merged":
      return { what: "merge", from: body.payload.from, into: body.payload.into };
    default:
      return null;
  }
}

/** What a command of one's own will change once it lands; null for a note, which gets its name from the log. */
export function changeOfCommand(command: MemoryCommand, by: string): MemoryChange | null {
  switch (command.type) {
    case "note_fact":
      return null;
    case "pin_fact":
      return { what: "pin", factId: command.factId, pinned: command.pinned };
    case "correct_fact":
      return { what: "correct", factId: command.factId, text: command.text, by };
    case "forget_fact":
      return { what: "forget", factId: command.factId, forgotten: command.forgotten };
    case "write_card":
      return { what: "write", card: command.card, audience: command.visibility === "gm" ? "gm" : "all" };
    case "remove_card":
      return { what: "remove", cardId: command.cardId };
    case "merge_cards":
      return { what: "merge", from: command.from, into: command.into };
    default:
      return command satisfies never;
  }
}

/** A view with these changes laid over it. The next view that is read has them in it. */
export function withChanges(view: MemoryView, changes: readonly MemoryChange[]): MemoryView {
  return changes.reduce(changed, view);
}

function changed(view: MemoryView, change: MemoryChange): MemoryView {
  switch (change.what) {
    case "pin":
      return withFact(view, change.factId, { pinned: change.pinned });
    case "correct":
      return withFact(view, change.factId, { text: change.text, correctedBy: change.by });
    case "forget":
      return withFact(view, change.factId, { forgotten: change.forgotten });
    case "write":
      return withCard(view, change.card, change.audience);
    case "remove":
      return withoutCard(view, change.cardId);
    case "merge":
      return merged(view, change.from, change.into);
    default:
      return change satisfies never;
  }
}

function withFact(view: MemoryView, id: FactId, more: Partial<MemoryView["facts"][number]>): MemoryView {
  return { ...view, facts: view.facts.map((fact) => (fact.id === id ? { ...fact, ...more } : fact)) };
}

function withCard(view: MemoryView, card: LoreCard, audience: "all" | "gm"): MemoryView {
  const known = view.cards.find(({ id }) => id === card.id);
  const kind = card.id.slice(0, card.id.indexOf(":")) as MemoryView["cards"][number]["kind"];
  const written = { facts: [], lastSeq: view.throughSeq, ...known, ...card, kind, audience, written: true };
  return { ...view, cards: [written, ...view.cards.filter(({ id }) => id !== card.id)] };
}

/** What play says about an entity stays when its card goes. */
function withoutCard(view: MemoryView, id: EntityId): MemoryView {
  const bare = { text: "", aliases: [], pinned: false, written: false, source: null, audience: "all" as const };
  const cards = view.cards.flatMap((card) =>
    card.id !== id ? [card] : card.facts.length === 0 ? [] : [{ ...card, ...bare }],
  );
  return { ...view, cards };
}

function merged(view: MemoryView, from: EntityId, into: EntityId): MemoryView {
  const gone = view.cards.find(({ id }) => id === from);
  const cards = view.cards
    .filter(({ id }) => id !== from)
    .map((card) =>
      card.id === into ? { ...card, facts: [...new Set([...card.facts, ...(gone?.facts ?? [])])] } : card,
    );
  const facts = view.facts.map((fact) =>
    fact.about.includes(from)
      ? { ...fact, about: [...new Set(fact.about.map((id) => (id === from ? into : id)))] }
      : fact,
  );
  return { ...view, cards, facts };
}
