import { createSignal, onCleanup, onMount } from "solid-js";

const TICK_MS = 500;

/** Whole seconds until a moment, counting down; none once it has passed. */
export function createSecondsLeft(endsAt: () => number | null): () => number {
  const [now, setNow] = createSignal(Date.now());
  onMount(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    onCleanup(() => clearInterval(timer));
  });
  return () => {
    const end = endsAt();
    return end === null ? 0 : Math.max(0, Math.ceil((end - now()) / 1_000));
  };
}
