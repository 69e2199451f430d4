import { createSignal } from "solid-js";

/** What the rest of the table asks of the story: to be led to an event, and to hear once more how it went. */
export function createStoryDesk() {
  // An object each time, so that asking twice for the same leads there twice.
  const [sought, setSought] = createSignal<{ readonly seq: number } | null>(null);
  const [retelling, setRetelling] = createSignal<object | null>(null);
  return {
    sought,
    seek: (seq: number) => setSought({ seq }),
    /** The reader is there, or has looked elsewhere since. */
    left: () => setSought(null),
    /** Somebody has asked for it; null while nobody has. */
    retelling,
    retell: () => setRetelling({}),
    enough: () => setRetelling(null),
  };
}

export type StoryDesk = ReturnType<typeof createStoryDesk>;
