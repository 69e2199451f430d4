import { createSignal } from "solid-js";
import { keep, readJson } from "./keep.ts";

/** How a person likes to read and to be moved. Kept on this device; `public/theme.js` applies it before the first paint. */
export interface Reading {
  readonly theme: "system" | "light" | "dark";
  readonly text: "normal" | "large";
  /** More room between letters, words and lines, and a plainer face: easier for dyslexic readers. */
  readonly spacing: "normal" | "wide";
  readonly motion: "system" | "still";
  readonly sounds: boolean;
  /** Single-key shortcuts; some speech and switch users need them off. */
  readonly shortcuts: boolean;
}

const KEY = "emberhall.reading";
const PLAIN: Reading = {
  theme: "system",
  text: "normal",
  spacing: "normal",
  motion: "system",
  sounds: false,
  shortcuts: true,
};

function isReading(value: unknown): value is Partial<Reading> {
  return typeof value === "object" && value !== null;
}

const [reading, setReading] = createSignal<Reading>({ ...PLAIN, ...readJson(keep, KEY, isReading) });

export { reading };

/** Changes a preference, keeps it, and shows it at once. */
export function prefer(change: Partial<Reading>): void {
  const next = { ...reading(), ...change };
  setReading(next);
  keep.write(KEY, JSON.stringify(next));
  const root = document.documentElement;
  const marks: Record<string, string | null> = {
    theme: next.theme === "system" ? null : next.theme,
    text: next.text === "normal" ? null : next.text,
    spacing: next.spacing === "normal" ? null : next.spacing,
    motion: next.motion === "system" ? null : next.motion,
  };
  for (const [name, value] of Object.entries(marks)) {
    if (value === null) delete root.dataset[name];
    else root.dataset[name] = value;
  }
}

/** Whether things may move: neither the system nor the person has asked for stillness. */
export function mayMove(): boolean {
  return reading().motion !== "still" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
