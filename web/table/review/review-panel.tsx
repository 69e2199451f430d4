import { For, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { createCallNames } from "./call-names.ts";
import { createJudging } from "./judging.ts";
import { ReviewCard } from "./review-card.tsx";
import { createSecondsLeft } from "./seconds-left.ts";

/** What the machine wants to do next, a card each. Nothing of it happens before the word is given or the time is up. */
export function ReviewPanel() {
  const judging = createJudging();
  const names = createCallNames();
  const seconds = createSecondsLeft(() => judging.review()?.endsAt ?? null);
  const otherwise = () => (judging.policy()?.otherwise === "deny" ? "denied" : "approved");
  return (
    <Show when={judging.review()}>
      {(review) => (
        <section class="review" aria-labelledby="review-title">
          <header class="review-head">
            <h3 id="review-title" class="title title-sm">
              The machine proposes
            </h3>
            <Show when={judging.waiting().length > 1}>
              <Button size="small" icon="check" onClick={judging.approveAll}>
                Approve all
              </Button>
            </Show>
          </header>
          <Show when={judging.waiting().length > 0}>
            <p class="review-clock" role="timer">
              <span class="numeral">{seconds()} s</span>, then what is left is {otherwise()}.
            </p>
          </Show>
          <ol class="review-cards" aria-label="Proposed calls">
            {/* By id: a frame brings all cards anew, and a form that is being filled in must stay. */}
            <For each={review().cards.map(({ callId }) => callId)}>
              {(id) => (
                <Show when={review().cards.find(({ callId }) => callId === id)}>
                  {(card) => <ReviewCard card={card()} judging={judging} names={names} />}
                </Show>
              )}
            </For>
          </ol>
        </section>
      )}
    </Show>
  );
}
