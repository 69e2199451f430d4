import { onCleanup, onMount } from "solid-js";
import { Ember } from "../parts/ember.tsx";
import { api } from "../state/api-client.ts";

const ASK_EVERY_MS = 4_000;
const ASK_SELDOM_MS = 15_000;
/** Whoever has not opened by then was not looking; asking goes on, but not as often. */
const SELDOM_AFTER_MS = 120_000;

/** Waits until somebody opens, or says no: then the door is tried once more, which says which of the two it was. */
export function AtTheDoor(props: { code: string; onDecided: () => void }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const since = Date.now();
  const ask = async () => {
    const answer = await api.ownRequest(props.code);
    const decided = answer.ok ? answer.value.status !== "waiting" : answer.problem.status === 404;
    if (decided) props.onDecided();
    else timer = setTimeout(ask, Date.now() - since > SELDOM_AFTER_MS ? ASK_SELDOM_MS : ASK_EVERY_MS);
  };
  onMount(() => {
    timer = setTimeout(ask, ASK_EVERY_MS);
  });
  onCleanup(() => clearTimeout(timer));
  return (
    <div role="status">
      <Ember text="You knocked. Whoever runs the table sees it; this page opens by itself." />
    </div>
  );
}
