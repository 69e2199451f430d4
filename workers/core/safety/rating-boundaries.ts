import type { Boundary, DmSettings, SafetyTag } from "../../contracts/dm.ts";

type Rating = DmSettings["rating"];
type Defaults = Readonly<Record<Boundary["kind"], readonly SafetyTag[]>>;

/** What a rating rules out before anybody at the table has said a word. */
export const RATING_SUBJECTS: Readonly<Record<Rating, Defaults>> = {
  everyone: {
    line: ["gore", "torture", "harm-to-children", "sexual-content", "sexual-violence", "self-harm", "body-horror"],
    veil: ["slavery"],
  },
  teen: {
    line: ["sexual-violence"],
    veil: ["gore", "torture", "harm-to-children", "sexual-content", "self-harm", "body-horror"],
  },
  adult: { line: [], veil: ["sexual-violence"] },
};

type Drawn = Pick<DmSettings, "rating" | "boundaries">;
/** Tables whose boundaries are kept ready in one isolate; more than are likely to be played in it at a time. */
const READY_MAX = 64;
const ready = new Map<string, readonly Boundary[]>();

/**
 * All boundaries of a table: its own, and those of its rating that it has not drawn more strictly itself. The same list
 * for the same settings, also when they have crossed a binding: what is made ready for reading hangs on it.
 */
export function boundariesOf({ rating, boundaries }: Drawn): readonly Boundary[] {
  const key = JSON.stringify([rating, boundaries]);
  const known = ready.get(key);
  if (known !== undefined) return known;
  if (ready.size >= READY_MAX) ready.clear();
  const all = drawnAndRated({ rating, boundaries });
  ready.set(key, all);
  return all;
}

function drawnAndRated({ rating, boundaries }: Drawn): readonly Boundary[] {
  const drawn = new Set(boundaries.flatMap(({ kind, tag }) => (tag === null ? [] : [`${kind} ${tag}`])));
  const defaults = RATING_SUBJECTS[rating];
  const added = (["line", "veil"] as const).flatMap((kind) =>
    defaults[kind].flatMap((tag): Boundary[] =>
      drawn.has(`line ${tag}`) || drawn.has(`${kind} ${tag}`) ? [] : [{ kind, tag, text: "" }],
    ),
  );
  return [...boundaries, ...added];
}
