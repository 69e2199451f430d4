import { For, Show } from "solid-js";
import type { Combatant } from "../../workers/contracts/events.ts";
import { Pill } from "../parts/pill.tsx";
import { Face } from "./face.tsx";
import { useCampaign } from "./table-context.tsx";
import { VitalsMeter } from "./vitals-meter.tsx";

/** Who moves when, and what they have left to spend. */
export function InitiativeTrack() {
  const campaign = useCampaign();
  const encounter = () => campaign.store.view?.public.encounter ?? null;
  return (
    <Show when={encounter()}>
      {(fight) => (
        <section class="initiative" aria-labelledby="initiative-title">
          <h2 id="initiative-title" class="title title-sm">
            {fight().title}
          </h2>
          <Show when={fight().ordered}>
            <p class="eyebrow numeral">Round {fight().round}</p>
          </Show>
          <ol aria-label="Initiative">
            <For each={fight().combatants}>
              {(combatant) => <Place combatant={combatant} active={combatant.creatureId === fight().activeId} />}
            </For>
          </ol>
        </section>
      )}
    </Show>
  );
}

function Place(props: { combatant: Combatant; active: boolean }) {
  const campaign = useCampaign();
  const creature = () => campaign.store.view?.public.creatures[props.combatant.creatureId];
  const fallen = () => (creature()?.vitals.state ?? "up") !== "up";
  return (
    <li
      class="place"
      aria-current={props.active ? "step" : undefined}
      data-foe={creature()?.kind === "foe" ? "" : undefined}
      data-fallen={fallen() ? "" : undefined}
    >
      <span class="place-number numeral">{props.combatant.initiative ?? "·"}</span>
      <Face
        creatureId={props.combatant.creatureId}
        name={creature()?.name ?? "?"}
        size={34}
        ring={props.active ? "active" : fallen() ? "fallen" : undefined}
      />
      <div class="min-w-0 flex-1">
        <p class="place-name">{creature()?.name ?? props.combatant.creatureId}</p>
        <Show when={creature()}>{(known) => <VitalsMeter creature={known()} />}</Show>
        <ul class="creature-marks">
          <For each={props.combatant.stance}>
            {(stance) => (
              <li>
                <Pill>{stance}</Pill>
              </li>
            )}
          </For>
          <For each={creature()?.kind === "foe" ? creature()?.conditions : []}>
            {(active) => (
              <li>
                <Pill tone="condition">{active.condition}</Pill>
              </li>
            )}
          </For>
        </ul>
      </div>
      <Show when={props.active && props.combatant.initiative !== null}>
        <span class="place-budget" title={`Action ${props.combatant.budget.action ? "to spend" : "spent"}`}>
          <span class="sr-only">
            Whose move it is. Action {props.combatant.budget.action ? "still to spend" : "spent"}.
          </span>
          <i data-spent={props.combatant.budget.action ? undefined : ""} aria-hidden="true" />
        </span>
      </Show>
    </li>
  );
}
