import { createMemo, For, Show } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import { Icon } from "../parts/icons/icon.tsx";
import { Pill } from "../parts/pill.tsx";
import { Face } from "./face.tsx";
import { useCampaign } from "./table-context.tsx";
import { stateWords, VitalsMeter } from "./vitals-meter.tsx";

/** One of the party: face, name, how they fare, what weighs on them, and who plays them. */
export function CreatureCard(props: { creature: Creature }) {
  const campaign = useCampaign();
  const owner = () => campaign.store.view?.public.members[props.creature.ownerId ?? ("" as never)];
  const here = createMemo(() => campaign.live.here.find(({ memberId }) => memberId === props.creature.ownerId));
  const active = () => campaign.store.view?.public.encounter?.activeId === props.creature.id;
  const acted = createMemo(
    () => campaign.store.view?.public.queue.some(({ creatureId }) => creatureId === props.creature.id) ?? false,
  );
  const ring = () =>
    props.creature.vitals.state !== "up"
      ? "fallen"
      : active()
        ? "active"
        : here() === undefined && props.creature.ownerId !== null
          ? "away"
          : undefined;
  return (
    <div class="creature" data-active={active() ? "" : undefined}>
      <Face creatureId={props.creature.id} name={props.creature.name} size={52} ring={ring()} />
      <div class="creature-words">
        <p class="creature-name">
          <b>{props.creature.name}</b>
          <Show when={here()?.typing}>
            <Icon name="edit" size={14} label="is writing" class="text-ember" />
          </Show>
          <Show when={acted()}>
            <Icon name="check" size={14} label="has said what they do" class="text-boon" />
          </Show>
        </p>
        <Show when={owner()}>
          {(member) => (
            <p class="creature-owner">
              {member().id === campaign.live.memberId ? "you" : member().name}
              <Show when={here() === undefined && member().id !== campaign.live.memberId}>
                {" "}
                · away, {POLICY[member().policy]}
              </Show>
            </p>
          )}
        </Show>
        <VitalsMeter creature={props.creature} />
        <Show when={props.creature.conditions.length > 0 || stateWords(props.creature.vitals) !== ""}>
          <ul class="creature-marks">
            <Show when={stateWords(props.creature.vitals)}>
              {(words) => (
                <li>
                  <Pill tone="harm" icon="skull">
                    {words()}
                  </Pill>
                </li>
              )}
            </Show>
            <For each={props.creature.conditions}>
              {(active) => (
                <li>
                  <Pill tone="condition" title={`from ${active.source}`}>
                    {active.condition}
                    {active.level === undefined ? "" : ` ${active.level}`}
                  </Pill>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </div>
  );
}

const POLICY = { skip: "holds back", defend: "defends", delegate: "the DM acts for them" } as const;
