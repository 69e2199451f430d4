import { createMemo, createSignal, For, lazy, Show, Suspense } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import { Portrait } from "../art/portrait.tsx";
import { Button } from "../parts/button.tsx";
import { useOnlyRuns } from "./only-runs.ts";
import { useCampaign } from "./table-context.tsx";

const MakerDialog = lazy(async () => ({ default: (await import("./maker-dialog.tsx")).MakerDialog }));

/** The characters that wait for a player. One tap sits down; whoever only runs the table says so instead. */
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
  const wish = useOnlyRuns();
  const [making, setMaking] = createSignal(false);
  return (
    <section class="seats" aria-labelledby="seats-title">
      <div class="seats-head">
        <h2 id="seats-title" class="title">
          {mayPlay() ? "Who will you be?" : "Who is in it"}
        </h2>
        <Show when={mayPlay() && campaign.mayRun() && !wish.onlyRuns()}>
          <Button icon="crown" onClick={() => wish.say(true)}>
            I only run the table
          </Button>
        </Show>
      </div>
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
        <Button icon="plus" onClick={() => setMaking(true)}>
          Make your own
        </Button>
      </Show>
      <Show when={making()}>
        <Suspense>
          <MakerDialog onClose={() => setMaking(false)} />
        </Suspense>
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
