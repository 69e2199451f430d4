import { onCleanup, onMount } from "solid-js";
import { reading } from "../state/reading.ts";

export type Place = "story" | "sheet" | "party" | "dice" | "journal" | "memory" | "library" | "gm" | "more";

export interface TableKeys {
  readonly show: (place: Place) => void;
  readonly compose: (beginWith?: string) => void;
  readonly toEnd: () => void;
  readonly suggest: (index: number) => void;
  readonly help: () => void;
  readonly stop: () => void;
}

/** Single keys, as long as nobody is writing and they have not been turned off. */
export function createTableKeys(keys: TableKeys): void {
  const pressed = (ev: KeyboardEvent) => {
    if (!reading().shortcuts || ev.ctrlKey || ev.metaKey || ev.altKey || isWriting(ev.target)) return;
    const run = commandOf(ev.key, keys);
    if (run === null) return;
    ev.preventDefault();
    run();
  };
  onMount(() => document.addEventListener("keydown", pressed));
  onCleanup(() => document.removeEventListener("keydown", pressed));
}

/** Moves the focus to what a key has brought to the front, once it stands there. */
export function focusPlace(place: Place): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus());
}

function commandOf(key: string, keys: TableKeys): (() => void) | null {
  switch (key.toLowerCase()) {
    case "/":
      return () => keys.compose("/");
    case "c":
      return () => keys.compose();
    case "r":
      return () => keys.show("dice");
    case "s":
      return () => keys.show("sheet");
    case "j":
      return () => keys.show("journal");
    case "b":
      return () => keys.show("library");
    case "m":
      return () => keys.show("memory");
    case "l":
      return () => keys.toEnd();
    case "x":
      return () => keys.stop();
    case "?":
      return () => keys.help();
    case "1":
    case "2":
    case "3":
      return () => keys.suggest(Number(key) - 1);
    default:
      return null;
  }
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]") !== null)
  );
}
