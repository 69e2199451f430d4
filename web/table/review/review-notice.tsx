import { Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import type { Place } from "../table-keys.ts";
import { createJudging } from "./judging.ts";
import { toProposals } from "./to-proposals.ts";

/** At the foot of the story, for whoever sits behind the screen: something waits for their word, one press away. */
export function ReviewNotice(props: { onPlace: (place: Place) => void }) {
  const judging = createJudging();
  return (
    <Show when={judging.waiting().length > 0}>
      <div class="review-notice">
        <Icon name="hourglass" size={18} />
        <span class="flex-1">{waitingWords(judging.waiting().length)}</span>
        <Button
          size="small"
          tone="primary"
          onClick={() => {
            props.onPlace("gm");
            toProposals();
          }}
        >
          Look at {judging.waiting().length === 1 ? "it" : "them"}
        </Button>
      </div>
    </Show>
  );
}

/** Said to those who listen as cards come, wherever they are on the page. */
export function ReviewAnnouncer() {
  const judging = createJudging();
  return (
    <p class="sr-only" role="status">
      {judging.waiting().length === 0 ? "" : waitingWords(judging.waiting().length)}
    </p>
  );
}

const waitingWords = (count: number) =>
  count === 1
    ? "One thing the machine proposes waits for your word."
    : `${count} things the machine proposes wait for your word.`;
