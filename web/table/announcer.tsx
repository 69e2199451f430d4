import { createEffect, createSignal, For, on, onCleanup } from "solid-js";
import { landedAt, spokenFor } from "./spoken.ts";
import { useCampaign } from "./table-context.tsx";

const GAP_MS = 250;
const KEPT = 6;

/** Tells the story to those who listen: sentence by sentence as entries land, never letter by letter. */
export function Announcer() {
  const campaign = useCampaign();
  const [spoken, setSpoken] = createSignal<readonly { id: number; text: string }[]>([]);
  const waiting: string[] = [];
  let lastSeq: number | null = null;
  let id = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  const speak = () => {
    timer = undefined;
    const next = waiting.shift();
    if (next === undefined) return;
    id++;
    setSpoken([...spoken(), { id, text: next }].slice(-KEPT));
    timer = setTimeout(speak, GAP_MS);
  };

  const putAway = () => campaign.store.story.filter((entry) => entry.kind === "narration" && entry.putAway).length;
  // Runs before what has landed is queued. Words that were put away, or taken out, are said to nobody, and stay nowhere to
  // be found.
  createEffect(
    on(
      () => putAway() + campaign.departed(),
      (now, before) => {
        if (before === undefined || now <= before) return;
        waiting.length = 0;
        setSpoken([]);
      },
    ),
  );
  createEffect(
    on(
      () => [campaign.store.story.length, campaign.store.story.at(-1)?.seq, campaign.live.level] as const,
      () => {
        if (!campaign.live.level) return;
        const { story } = campaign.store;
        const newest = campaign.raw()?.head.seq ?? 0;
        if (lastSeq !== null) {
          for (const entry of story)
            if (landedAt(entry) > lastSeq) waiting.push(...spokenFor(entry, campaign.live.memberId));
        }
        lastSeq = newest;
        if (timer === undefined) speak();
      },
    ),
  );
  return (
    <div class="sr-only" aria-live="polite" aria-relevant="additions" aria-atomic="false">
      <For each={spoken()}>{(sentence) => <p>{sentence.text}</p>}</For>
    </div>
  );
}
