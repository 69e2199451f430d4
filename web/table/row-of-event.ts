import type { TurnId } from "../../workers/contracts/ids.ts";
import type { StoryEntry } from "../state/story-entry.ts";
import type { StoryItem } from "./story-item.ts";

/** Which row of the story tells of an event: its own, that of its turn, or the last one told before it. */
export function rowOfEvent(items: readonly StoryItem[], event: { seq: number; turnId: TurnId | null }): number | null {
  const finders: readonly ((entry: StoryEntry) => boolean)[] = [
    (entry) => tellsOf(entry, event.seq),
    (entry) => entry.kind === "narration" && event.turnId !== null && entry.turnId === event.turnId,
    (entry) => entry.seq <= event.seq,
    () => true,
  ];
  for (const [at, fits] of finders.entries()) {
    const find = (item: StoryItem) => item.row === "entry" && fits(item.entry);
    const index = at === finders.length - 1 ? items.findIndex(find) : items.findLastIndex(find);
    if (index >= 0) return index;
  }
  return null;
}

function tellsOf(entry: StoryEntry, seq: number): boolean {
  if (entry.seq === seq) return true;
  if (entry.kind === "rolls") return entry.rolls.some((roll) => roll.ticketSeq === seq || roll.resolvedSeq === seq);
  return (
    entry.kind === "narration" &&
    (entry.wordings.some((wording) => wording.seq === seq) || entry.marks.some(({ key }) => key === `mark:${seq}`))
  );
}
