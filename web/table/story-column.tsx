import { createMemo, lazy, Show, Suspense } from "solid-js";
import type { Campaign } from "../state/campaign.ts";
import { AWAY_MS, lastPlayedAt } from "../state/memory-return.ts";
import { CalledRoll } from "./called-roll.tsx";
import { Composer } from "./composer.tsx";
import { useOnlyRuns } from "./only-runs.ts";
import { PreviouslyFold } from "./previously-fold.tsx";
import { StopButton } from "./safety/stop-button.tsx";
import { SeatChooser } from "./seat-chooser.tsx";
import { StageLine } from "./stage-line.tsx";
import { StoryLog } from "./story-log.tsx";
import { Suggestions } from "./suggestions.tsx";
import { useTable } from "./table-context.tsx";
import type { Place } from "./table-keys.ts";
import { waitingFor } from "./whose-move.ts";

// Only for those who come back after a day.
const Previously = lazy(async () => ({ default: (await import("./memory/previously-card.tsx")).PreviouslyCard }));
// Only for those behind the screen, and only when something waits.
const ReviewNotice = lazy(async () => ({ default: (await import("./review/review-notice.tsx")).ReviewNotice }));

export interface LogHandle {
  readonly toEnd: () => void;
}

/** The story and, at its foot, what the table waits for and the words that answer. */
export function StoryColumn(props: { onLog: (log: LogHandle) => void; onPlace: (place: Place) => void }) {
  const { campaign, story } = useTable();
  const returned = createReturned(campaign);
  const wish = useOnlyRuns();
  const needsSeat = () => {
    const lane = campaign.store.view?.public;
    return (
      !wish.onlyRuns() &&
      campaign.live.level &&
      lane !== undefined &&
      waitingFor(lane, campaign.live.memberId, {}).for === "seat"
    );
  };
  return (
    <>
      <Show when={(returned() && !needsSeat()) || story.retelling() !== null}>
        <PreviouslyFold>
          <Suspense>
            <Previously />
          </Suspense>
        </PreviouslyFold>
      </Show>
      <StoryLog ref={props.onLog} />
      <div class="story-foot" id="composer">
        <Show when={needsSeat()}>
          <div class="story-seats">
            <SeatChooser />
          </div>
        </Show>
        <CalledRoll />
        <Show when={campaign.behindScreen() && campaign.live.review !== null}>
          <Suspense>
            <ReviewNotice onPlace={props.onPlace} />
          </Suspense>
        </Show>
        <div class="story-now">
          <StageLine />
          <StopButton />
        </div>
        <Suggestions />
        <Composer />
      </div>
    </>
  );
}

/** Whether this page was opened at a table where nobody has played for a day. What is played meanwhile changes nothing. */
function createReturned(campaign: Campaign): () => boolean {
  const openedAtSeq = createMemo<number | null>(
    (seq) => seq ?? (campaign.live.level ? (campaign.raw()?.head.seq ?? null) : null),
    null,
  );
  return createMemo<boolean>((returned) => {
    const seq = openedAtSeq();
    const playedAt = returned || seq === null ? null : lastPlayedAt(campaign.events(), seq);
    return returned || (playedAt !== null && Date.now() - playedAt > AWAY_MS);
  }, false);
}
