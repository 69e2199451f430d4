import { A } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import { Portrait } from "../art/portrait.tsx";
import { buttonClass } from "../parts/button.tsx";
import { useCampaign } from "./table-context.tsx";

/** The characters that wait for a player. One tap sits down. */
export function SeatChooser() {
  const campaign = useCampaign();
  const free = createMemo(() =>
    Object.values(campaign.store.view?.public.creatures ?? {}).filter(
      (creature) => creature.kind === "hero" && creature.ownerId === null,
    ),
  );
  const asked = () =>
    campaign.outbox().find(({ frame }) => frame.t === "client.table" && frame.command.type === "take_seat");
  const mayPlay = () => campaign.me() !== null && campaign.me()?.role !== "spectator";
  return (
    <section class="seats" aria-labelledby="seats-title">
      <h2 id="seats-title" class="title">
        {mayPlay() ? "Who will you be?" : "Who is in it"}
      </h2>
      <Show when={mayPlay()}>
        <p class="text-soft">Take somebody ready-made, or make your own in a minute.</p>
      </Show>
      <ul class="seats-list">
        <For each={free()} fallback={<li class="text-soft">Every ready-made character is taken.</li>}>
          {(creature) => (
            <li>
              <Seat
                creature={creature}
                disabled={!mayPlay() || asked() !== undefined}
                onTake={() => campaign.table({ type: "take_seat", creatureId: creature.id })}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={mayPlay()}>
        <A href={`/t/${campaign.id}/character`} class={buttonClass({ icon: "plus" })}>
          Make your own
        </A>
      </Show>
    </section>
  );
}

function Seat(props: { creature: Creature; disabled: boolean; onTake: () => void }) {
  return (
    <button type="button" class="seat" disabled={props.disabled} onClick={() => props.onTake()}>
      <span class="seat-face">
        <Portrait look={props.creature.look} size="100%" />
      </span>
      <span class="seat-words">
        <b class="title title-sm">{props.creature.name}</b>
        <span class="eyebrow">{props.creature.sheet.calling}</span>
        <span class="text-sm text-soft">{props.creature.blurb}</span>
      </span>
    </button>
  );
}
