import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import { Button } from "../parts/button.tsx";
import { Pill } from "../parts/pill.tsx";
import { coinText } from "../state/story-marks.ts";
import { type Chip, Chips } from "./chips.tsx";
import type { Pool } from "./dice-pool.ts";
import { Face } from "./face.tsx";
import { SeatChooser } from "./seat-chooser.tsx";
import { SheetD20 } from "./sheet-d20.tsx";
import { SheetEmbers } from "./sheet-embers.tsx";
import { useCampaign } from "./table-context.tsx";
import { VitalsMeter } from "./vitals-meter.tsx";

export type Swing = Pool["swing"];

const SWINGS: readonly Chip<Swing>[] = [
  { value: "none", label: "Flat", says: "Roll plainly" },
  { value: "advantage", label: "Advantage", says: "Roll with advantage" },
  { value: "disadvantage", label: "Disadvantage", says: "Roll with disadvantage" },
];

/** One's own character: every number can be rolled. Without a character, the seats that are free. */
export function SheetPanel(props: { withSeats?: boolean }) {
  const campaign = useCampaign();
  const empty = () =>
    props.withSeats ? <SeatChooser /> : <p class="text-soft">Once you have a character, their sheet lies here.</p>;
  return (
    <Show when={campaign.hero()} fallback={empty()}>
      {(hero) => <Sheet hero={hero()} />}
    </Show>
  );
}

function Sheet(props: { hero: Creature }) {
  const campaign = useCampaign();
  const [swing, setSwing] = createSignal<Swing>("none");
  const roll = (expression: string, label: string) => {
    campaign.roll(expression, "public", { label });
    setSwing("none");
  };
  return (
    <div class="sheet-panel">
      <header class="sheet-head">
        <Face creatureId={props.hero.id} name={props.hero.name} size={72} shape="square" />
        <div class="min-w-0 flex-1">
          <h2 class="title title-sm">{props.hero.name}</h2>
          <p class="text-sm text-soft">
            {props.hero.sheet.calling}
            {props.hero.sheet.ruleset === "d20" ? `, ${props.hero.sheet.people}, level ${props.hero.sheet.level}` : ""}
          </p>
          <VitalsMeter creature={props.hero} large />
        </div>
      </header>
      <Show when={props.hero.conditions.length > 0}>
        <ul class="creature-marks">
          <For each={props.hero.conditions}>
            {(active) => (
              <li>
                <Pill tone="condition" title={`from ${active.source}`}>
                  {active.condition}
                </Pill>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.hero.sheet.ruleset === "d20"}>
        <Chips label="How you roll" name="sheet-swing" value={swing()} options={SWINGS} onChoose={setSwing} />
      </Show>
      <Switch>
        <Match when={props.hero.sheet.ruleset === "d20" ? props.hero.sheet : null}>
          {(sheet) => <SheetD20 hero={props.hero} sheet={sheet()} swing={swing()} onRoll={roll} />}
        </Match>
        <Match when={props.hero.sheet.ruleset === "embers" ? props.hero.sheet : null}>
          {(sheet) => <SheetEmbers sheet={sheet()} onRoll={roll} />}
        </Match>
      </Switch>
      <Pack hero={props.hero} />
      <Show when={props.hero.sheet.features.length > 0}>
        <section aria-label="Features">
          <h3 class="eyebrow mb-1">Features</h3>
          <For each={props.hero.sheet.features}>
            {(feature) => (
              <details class="feature">
                <summary>{feature.name}</summary>
                <p class="text-soft">{feature.text}</p>
              </details>
            )}
          </For>
        </section>
      </Show>
      <Button size="small" tone="quiet" icon="door" onClick={() => campaign.table({ type: "leave_seat" })}>
        Give up this character
      </Button>
    </div>
  );
}

function Pack(props: { hero: Creature }) {
  const campaign = useCampaign();
  const wearable = (kind: string) => kind === "weapon" || kind === "armor" || kind === "light";
  return (
    <section aria-label="Belongings">
      <h3 class="eyebrow mb-1">Belongings</h3>
      <ul class="pack">
        <For each={props.hero.items}>
          {(held) => (
            <li>
              <span class="min-w-0 flex-1" title={held.item.text}>
                {held.quantity > 1 ? `${held.quantity} ` : ""}
                {held.item.name}
              </span>
              <Show when={wearable(held.item.kind)}>
                <button
                  type="button"
                  class="pack-toggle"
                  aria-pressed={held.equipped}
                  onClick={() => campaign.table({ type: "equip", itemId: held.item.id, equipped: !held.equipped })}
                >
                  {held.equipped ? "in use" : "packed"}
                </button>
              </Show>
            </li>
          )}
        </For>
        <li>
          <span class="flex-1 text-soft">Coin</span>
          <span class="numeral">{coinText(props.hero.coinCopper)}</span>
        </li>
        <Show when={props.hero.xp > 0}>
          <li>
            <span class="flex-1 text-soft">Experience</span>
            <span class="numeral">{props.hero.xp}</span>
          </li>
        </Show>
      </ul>
    </section>
  );
}
