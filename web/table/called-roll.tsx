import { Show } from "solid-js";
import type { OpenTicket } from "../../workers/core/state.ts";
import { Button } from "../parts/button.tsx";
import { Die } from "../parts/die.tsx";
import { useCampaign } from "./table-context.tsx";
import { waitingFor } from "./whose-move.ts";

/** A roll the GM has called for: the difficulty stands, the die is in the player's hand. */
export function CalledRoll() {
  const campaign = useCampaign();
  const ticket = (): OpenTicket | null => {
    const view = campaign.store.view;
    if (view === null) return null;
    const waiting = waitingFor(view.public, campaign.live.memberId, view.own?.open ?? {});
    return waiting.for === "roll" ? waiting.ticket : null;
  };
  return (
    <Show when={ticket()}>
      {(called) => (
        <div class="called" role="alert">
          <Die sides={Number(/d(\d+)/.exec(called().expression)?.[1] ?? 20)} tone="veiled" size={44} />
          <p>
            The GM calls for <b>{called().purpose.label}</b>
            <span class="block text-sm text-soft numeral">
              {called().expression}
              {called().dc === null ? "" : ` against ${called().dc}`}
            </span>
          </p>
          <Button
            tone="primary"
            onClick={() => campaign.roll(called().expression, called().visibility, { ticketSeq: called().seq })}
          >
            Roll {called().purpose.label}
            {called().dc === null ? "" : ` DC ${called().dc}`}
          </Button>
        </div>
      )}
    </Show>
  );
}
