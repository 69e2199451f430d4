import { createMemo, createSignal, For, Show } from "solid-js";
import type { SeatPolicy } from "../../workers/contracts/events.ts";
import { Button } from "../parts/button.tsx";
import { SelectField } from "../parts/field.tsx";
import { ClocksRow } from "./clocks-row.tsx";
import { CreatureCard } from "./creature-card.tsx";
import { InitiativeTrack } from "./initiative-track.tsx";
import { useOnlyRuns } from "./only-runs.ts";
import { SeatChooser } from "./seat-chooser.tsx";
import { useCampaign } from "./table-context.tsx";

const POLICIES: readonly { readonly value: SeatPolicy; readonly label: string }[] = [
  { value: "defend", label: "defends" },
  { value: "skip", label: "holds back" },
  { value: "delegate", label: "acts as the DM sees fit" },
];

/** Who is in it together: how they fare, whose move it is, who is away. */
export function PartyPanel() {
  const campaign = useCampaign();
  const lane = () => campaign.store.view?.public;
  const heroes = createMemo(() =>
    Object.values(lane()?.creatures ?? {}).filter((creature) => creature.kind === "hero" && creature.ownerId !== null),
  );
  const allies = createMemo(() =>
    Object.values(lane()?.creatures ?? {}).filter((creature) => creature.kind === "ally"),
  );
  const onlookers = createMemo(() =>
    Object.values(lane()?.members ?? {}).filter((member) => !member.removed && member.creatureId === null),
  );
  const me = () => campaign.me();
  return (
    <div class="party">
      <InitiativeTrack />
      <section aria-labelledby="party-title">
        <h2 id="party-title" class="eyebrow mb-2">
          The party
        </h2>
        <ul class="grid gap-2">
          <For each={heroes()} fallback={<li class="text-sm text-faint">Nobody has taken a character yet.</li>}>
            {(hero) => (
              <li>
                <CreatureCard creature={hero} />
              </li>
            )}
          </For>
          <For each={allies()}>
            {(ally) => (
              <li>
                <CreatureCard creature={ally} />
              </li>
            )}
          </For>
        </ul>
        <Show when={onlookers().length > 0}>
          <p class="mt-2 text-sm text-faint">
            At the table without a character:{" "}
            {onlookers()
              .map(({ name, screen }) => (screen ? `${name} (behind the screen)` : name))
              .join(", ")}
          </p>
        </Show>
      </section>
      <SeatAfterAll />
      <ClocksRow />
      <Show when={me()?.creatureId ? me() : null}>
        {(member) => (
          <SelectField
            label="While you are away, your character"
            value={member().policy}
            options={POLICIES}
            onChange={(ev) => campaign.table({ type: "set_seat_policy", policy: ev.currentTarget.value as SeatPolicy })}
          />
        )}
      </Show>
    </div>
  );
}

/** For whoever has said that they only run the table: the seats, when they think better of it. */
function SeatAfterAll() {
  const wish = useOnlyRuns();
  const [choosing, setChoosing] = createSignal(false);
  return (
    <Show when={wish.onlyRuns()}>
      <div class="grid justify-items-start gap-2">
        <Show
          when={choosing()}
          fallback={
            <Button size="small" icon="people" onClick={() => setChoosing(true)}>
              Take a character after all
            </Button>
          }
        >
          <SeatChooser />
          <Button size="small" onClick={() => setChoosing(false)}>
            I go on running the table only
          </Button>
        </Show>
      </div>
    </Show>
  );
}
