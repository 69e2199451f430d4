import { Show } from "solid-js";
import { CalledRoll } from "./called-roll.tsx";
import { Composer } from "./composer.tsx";
import { SeatChooser } from "./seat-chooser.tsx";
import { StageLine } from "./stage-line.tsx";
import { StoryLog } from "./story-log.tsx";
import { Suggestions } from "./suggestions.tsx";
import { useCampaign } from "./table-context.tsx";
import { waitingFor } from "./whose-move.ts";

export interface LogHandle {
  readonly toEnd: () => void;
}

/** The story and, at its foot, what the table waits for and the words that answer. */
export function StoryColumn(props: { onLog: (log: LogHandle) => void }) {
  const campaign = useCampaign();
  const needsSeat = () => {
    const lane = campaign.store.view?.public;
    return campaign.live.level && lane !== undefined && waitingFor(lane, campaign.live.memberId, {}).for === "seat";
  };
  return (
    <>
      <StoryLog ref={props.onLog} />
      <div class="story-foot" id="composer">
        <Show when={needsSeat()}>
          <div class="story-seats">
            <SeatChooser />
          </div>
        </Show>
        <CalledRoll />
        <StageLine />
        <Suggestions />
        <Composer />
      </div>
    </>
  );
}
