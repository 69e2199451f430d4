import { createMemo, Match, Show, Switch } from "solid-js";
import type { Stage } from "../../workers/contracts/frames.ts";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { useCampaign } from "./table-context.tsx";

const STAGES: Record<Stage, string> = {
  received: "The DM has heard it",
  queued: "Waiting for the DM to finish",
  directing: "The DM considers",
  reviewing: "The GM looks at it",
  resolving: "The dice decide",
  narrating: "The DM tells it",
  closed: "",
  failed: "",
  cancelled: "",
};

/** Where the running turn stands, for everybody; with the way to call it back. */
export function StageLine() {
  const campaign = useCampaign();
  const lane = () => campaign.store.view?.public;
  const turn = () => lane()?.turn ?? null;
  const waiting = createMemo(() => lane()?.queue.length ?? 0);
  const words = () => {
    if (turn() === null) return "";
    const stage = campaign.live.stage?.stage ?? "directing";
    if (turn()?.kind === "telling")
      return turn()?.telling?.how === "on" ? "The DM goes on" : "The DM finds other words";
    const active = turn()?.combatantId;
    if (active != null && stage === "directing")
      return `${campaign.names.creature(active) ?? "A foe"} is about to move`;
    return STAGES[stage];
  };
  const mine = () =>
    campaign.mayRun() || (turn()?.actions.some((action) => action.memberId === campaign.live.memberId) ?? false);
  return (
    <div class="stage" data-live={words() === "" ? undefined : ""}>
      <Switch>
        <Match when={words() !== ""}>
          <Ember text={words()} />
          <Show when={waiting() > 0}>
            <span class="text-sm text-faint">
              and {waiting() === 1 ? "one more action waits" : `${waiting()} more wait`}
            </span>
          </Show>
          <Show when={mine() && turn()}>
            {(running) => (
              <Button size="small" tone="quiet" icon="stop" onClick={() => campaign.cancelTurn(running().id)}>
                Call it back
              </Button>
            )}
          </Show>
        </Match>
        <Match when={lane()?.encounter?.ordered && lane()?.encounter?.activeId}>
          {(activeId) => (
            <span class="text-sm text-soft numeral">
              Round {lane()?.encounter?.round}:{" "}
              <b>
                {activeId() === campaign.hero()?.id
                  ? "your move"
                  : `${campaign.names.creature(activeId()) ?? "somebody"} moves`}
              </b>
            </span>
          )}
        </Match>
        <Match when={lane()?.settings.dmMode === "human" && lane()?.status === "open"}>
          <span class="text-sm text-faint">
            {campaign.behindScreen() ? "You run the table." : "A person runs the table just now."}
          </span>
        </Match>
        <Match when={waiting() > 0}>
          <span class="text-sm text-faint">{lane()?.paused ? pausedWords(waiting()) : roundWords(waiting())}</span>
        </Match>
      </Switch>
    </div>
  );
}

const pausedWords = (waiting: number) =>
  `${waiting === 1 ? "One action waits" : `${waiting} actions wait`} until play goes on.`;
const roundWords = (acted: number) =>
  `${acted === 1 ? "One has" : `${acted} have`} said what they do; the DM waits for the others.`;
