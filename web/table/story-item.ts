import type { Parcel } from "../state/outbox.ts";
import type { StoryEntry } from "../state/story-entry.ts";

/** A row of the story column: an entry, own words on their way, the draft that is being spoken, or the top of the page. */
export type StoryItem =
  | { readonly row: "entry"; readonly key: string; readonly entry: StoryEntry }
  | { readonly row: "unlanded"; readonly key: string; readonly parcel: Parcel }
  | { readonly row: "draft"; readonly key: "draft" }
  | { readonly row: "top"; readonly key: "top" };

export const DRAFT_ITEM: StoryItem = { row: "draft", key: "draft" };
export const TOP_ITEM: StoryItem = { row: "top", key: "top" };

/** Rows for entries keep their identity from one telling to the next, so that nothing on the page is built twice. */
export function makeStoryItems() {
  const rows = new WeakMap<object, StoryItem>();
  const keyed = (subject: object, make: () => StoryItem): StoryItem => {
    const known = rows.get(subject);
    if (known !== undefined) return known;
    const row = make();
    rows.set(subject, row);
    return row;
  };
  return (story: readonly StoryEntry[], unlanded: readonly Parcel[], drafting: boolean): StoryItem[] => {
    const told = new Set(story.map(({ key }) => key));
    const words = unlanded.filter(
      ({ id, frame }) => (frame.t === "client.player_action" || frame.t === "client.chat") && !told.has(`said:${id}`),
    );
    return [
      TOP_ITEM,
      ...story.map((entry) => keyed(entry, () => ({ row: "entry", key: entry.key, entry }))),
      ...words.map((parcel) => keyed(parcel, () => ({ row: "unlanded", key: `said:${parcel.id}`, parcel }))),
      ...(drafting ? [DRAFT_ITEM] : []),
    ];
  };
}
