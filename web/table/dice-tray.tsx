import { createMemo, createSignal, For, Show } from "solid-js";
import type { RollVisibility } from "../../workers/contracts/events.ts";
import { Button } from "../parts/button.tsx";
import { Die } from "../parts/die.tsx";
import { TextField } from "../parts/field.tsx";
import { mayMove } from "../state/reading.ts";
import type { RollCard } from "../state/story-entry.ts";
import { type Chip, Chips } from "./chips.tsx";
import { addDie, emptyPool, expressionOf, POOL_SIDES, type Pool } from "./dice-pool.ts";
import { OddsLine } from "./odds-line.tsx";
import { leadingDie, OUTCOMES, sumText, toneOf } from "./roll-words.ts";
import { useCampaign } from "./table-context.tsx";

const MODIFIER_MAX = 99;

const VISIBILITIES: readonly Chip<RollVisibility>[] = [
  { value: "public", label: "All", says: "Everybody sees it" },
  { value: "gm", label: "GM", says: "You and the GM see it" },
  { value: "blind", label: "Blind", says: "Only the GM sees it" },
  { value: "self", label: "Me", says: "Only you see it" },
];
const SWINGS: readonly Chip<Pool["swing"]>[] = [
  { value: "none", label: "Flat", says: "One d20" },
  { value: "advantage", label: "Adv", says: "Advantage: the better of two" },
  { value: "disadvantage", label: "Dis", says: "Disadvantage: the worse of two" },
];

/** Dice in the hand: tap them into a pool, let them fall, see what fell. */
export function DiceTray() {
  const campaign = useCampaign();
  const [pool, setPool] = createSignal<Pool>(emptyPool);
  const [visibility, setVisibility] = createSignal<RollVisibility>("public");
  const [label, setLabel] = createSignal("");
  const expression = createMemo(() => expressionOf(pool()));
  const throwDice = () => {
    if (expression() === "") return;
    campaign.roll(expression(), visibility(), label().trim() === "" ? {} : { label: label().trim() });
    setLabel("");
  };
  return (
    <section class="tray" aria-labelledby="tray-title">
      <h2 id="tray-title" class="eyebrow">
        Dice tray
      </h2>
      <LastRoll />
      <PoolPicker pool={pool()} onChange={setPool} />
      <Chips
        label="Who sees it"
        name="tray-visibility"
        value={visibility()}
        options={VISIBILITIES}
        onChoose={setVisibility}
      />
      <TextField
        label="What for"
        hideLabel
        placeholder="What for"
        maxlength={120}
        value={label()}
        onInput={(ev) => setLabel(ev.currentTarget.value)}
      />
      <OddsLine expression={expression()} />
      <div class="tray-row">
        <Button tone="primary" class="flex-1" icon="die" disabled={expression() === ""} onClick={throwDice}>
          {expression() === "" ? "Roll" : `Roll ${expression()}`}
        </Button>
        <Button tone="quiet" onClick={() => setPool(emptyPool)} disabled={expression() === ""}>
          Clear
        </Button>
      </div>
    </section>
  );
}

/** Where one's own last free roll lies. */
function LastRoll() {
  const campaign = useCampaign();
  const last = createMemo((): RollCard | null => {
    const mine = campaign.store.story
      .flatMap((entry) => (entry.kind === "rolls" ? entry.rolls : []))
      .findLast((card) => card.rollerId === campaign.live.memberId && card.kind === "free");
    return mine ?? null;
  });
  return (
    <div class="tray-felt">
      <Show when={last()} fallback={<p class="tray-empty">Tap dice, then let them fall.</p>}>
        {(card) => (
          <div class="tray-last">
            <Die
              sides={leadingDie(card()).sides}
              value={leadingDie(card()).value}
              tumble={mayMove()}
              tone={card().result === null ? "veiled" : toneOf(card())}
              size={84}
            />
            <p>
              <span class="text-sm text-soft">{card().label}</span>
              <b class="tray-total numeral">{card().result?.successes ?? card().result?.total ?? "…"}</b>
              <Show when={card().result}>
                {(result) => (
                  <span class="text-sm text-faint numeral">
                    {sumText(result())} {OUTCOMES[result().outcome]}
                  </span>
                )}
              </Show>
            </p>
          </div>
        )}
      </Show>
    </div>
  );
}

function PoolPicker(props: { pool: Pool; onChange: (pool: Pool) => void }) {
  const shift = (by: 1 | -1) => {
    const modifier = Math.max(-MODIFIER_MAX, Math.min(MODIFIER_MAX, props.pool.modifier + by));
    props.onChange({ ...props.pool, modifier });
  };
  return (
    <>
      <fieldset class="tray-dice">
        <legend class="sr-only">Add a die; a right click takes one away</legend>
        <For each={POOL_SIDES}>
          {(sides) => (
            <button
              type="button"
              class="tray-die"
              onClick={() => props.onChange(addDie(props.pool, sides, 1))}
              onContextMenu={(ev) => {
                ev.preventDefault();
                props.onChange(addDie(props.pool, sides, -1));
              }}
            >
              <Die sides={sides} value={sides} size={38} />
              <span class="sr-only">Add a</span>
              <span class="numeral">d{sides}</span>
              <Show when={props.pool.dice[sides] > 0}>
                <span class="button-count numeral">
                  <span class="sr-only">in hand: </span>
                  {props.pool.dice[sides]}
                </span>
              </Show>
            </button>
          )}
        </For>
      </fieldset>
      <div class="tray-row">
        <fieldset class="stepper">
          <legend class="sr-only">Modifier</legend>
          <Button size="small" aria-label="One less" icon="minus" onClick={() => shift(-1)} />
          <output class="numeral stepper-figure">
            {props.pool.modifier < 0 ? `−${-props.pool.modifier}` : `+${props.pool.modifier}`}
          </output>
          <Button size="small" aria-label="One more" icon="plus" onClick={() => shift(1)} />
        </fieldset>
        <Show when={props.pool.dice[20] === 1}>
          <Chips
            label="Advantage"
            name="tray-swing"
            value={props.pool.swing}
            options={SWINGS}
            onChoose={(swing) => props.onChange({ ...props.pool, swing })}
          />
        </Show>
      </div>
    </>
  );
}
