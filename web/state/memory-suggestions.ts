import { createSignal } from "solid-js";
import type { CardSuggestion, CardSuggestions } from "../../workers/contracts/memory.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import type { Result } from "./result.ts";

/** With fewer than these in sight more are looked for. */
export const SUGGESTED_MIN = 6;

/**
 * Cards that the files suggest, asked for a page at a time as those shown are kept or passed by. `isWanted` says of each
 * whether it is still worth showing.
 */
export function createSuggestions(
  ask: (cursor: string | null) => Promise<Result<CardSuggestions>>,
  isWanted: (suggestion: CardSuggestion) => boolean,
) {
  const [found, setFound] = createSignal<readonly CardSuggestion[]>([]);
  /** Where to look on: null at the beginning, undefined at the end. */
  const [cursor, setCursor] = createSignal<string | null | undefined>(null);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const items = () => found().filter(isWanted);

  return {
    items,
    problem,
    busy,
    /** Everything has been looked through. */
    done: () => cursor() === undefined,
    /** Few are left in sight, and there is more to look through. */
    wantsMore: () => !busy() && problem() === null && cursor() !== undefined && items().length < SUGGESTED_MIN,
    async more(): Promise<void> {
      const from = cursor();
      if (busy() || from === undefined) return;
      setBusy(true);
      setProblem(null);
      const answer = await ask(from);
      if (answer.ok) {
        setFound(eachOnce([...found(), ...answer.value.items]));
        setCursor(answer.value.next ?? undefined);
      } else setProblem(answer.problem);
      setBusy(false);
    },
  };
}

/** Two files may speak of the same, and a file that changes meanwhile may suggest it once more. */
function eachOnce(suggestions: readonly CardSuggestion[]): readonly CardSuggestion[] {
  const names = new Map<string, CardSuggestion>();
  for (const suggestion of suggestions) {
    const name = suggestion.card.name.toLowerCase();
    if (!names.has(name)) names.set(name, suggestion);
  }
  return [...names.values()];
}
