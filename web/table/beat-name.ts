import type { Beat } from "../../workers/contracts/adventure.ts";
import { wordsOf } from "../state/story-marks.ts";

/** What a beat is called: by its label, or by its id made into words. */
export function beatName({ id, label }: Pick<Beat, "id" | "label">): string {
  const words = wordsOf(id);
  return label ?? words.charAt(0).toUpperCase() + words.slice(1);
}
