import { createMemo, createSignal, For, Show } from "solid-js";
import type { RollVisibility } from "../../workers/contracts/events.ts";
import { Button } from "../parts/button.tsx";
import { Die } from "../parts/die.tsx";
import { TextField } from "../parts/field.tsx";
import { mayMove } from "../state/reading.ts";
import { addDie, emptyPool, expressionOf, POOL_SIDES, type Pool, type PoolSides } from "./dice-pool.ts";
import { OddsLine } from "./odds-line.tsx";
import { leadingDie, OUTCOMES, sumText, toneOf } from "./roll-words.ts";
import { useCampaign } from "./table-context.tsx";

const VISIBILITIES: readonly { readonly value: RollVisibility; readonly label: string; readonly says: string }[] = [
  { value: "public", label: "All", says: "Everybody sees it" },
  { value: "gm", label: "GM", says: "You and the GM see it" },
  { value: "blind", label: "Blind", says: "Only the GM sees it" },
  { value: "self", label: "Me", says: "Only you see it" },
];

/** Dice in the hand: tap them into a pool, let them fall, see what fell. */
export function DiceTray() {
  const campaign = useCampaign();
  const [pool, setPool] = createSignal<Pool>(emptyPool);
  const [visibility, setVisibility] = createSignal<RollVisibility>("public");
  const [label, setLabel] = createSignal("");
  const expression = createMemo(() => expressionOf(pool()));
  const last = createMemo(() => {
    for (const entry of [...campaign.store.story].reverse()) {
      if (entry.kind !== "rolls") continue;
      const mine = entry.rolls.findLast((card) => card.rollerId === campaign.live.memberId && card.kind === "free");
      if (mine !== undefined) return mine;
    }
    return null;
  });
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
      <div class="tray-felt" aria-live="off">
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
      <div class="tray-dice" role="group" aria-label="Add a die">
        <For each={POOL_SIDES}>
          {(sides) => (
            <button
              type="button"
              class="tray-die"
              aria-label={`Add a d${sides}`}
              onClick={() => setPool(addDie(pool(), sides as PoolSides, 1))}
              onContextMenu={(ev) => {
                ev.preventDefault();
                setPool(addDie(pool(), sides as PoolSides, -1));
              }}
            >
              <Die sides={sides} value={sides} size={38} />
              <span class="numeral">d{sides}</span>
              <Show when={pool().dice[sides] > 0}>
                <span class="button-count numeral">{pool().dice[sides]}</span>
              </Show>
            </button>
          )}
        </For>
      </div>
      <div class="tray-row">
        <div class="stepper" role="group" aria-label="Modifier">
          <Button
            size="small"
            aria-label="One less"
            icon="minus"
            onClick={() => setPool({ ...pool(), modifier: Math.max(-99, pool().modifier - 1) })}
          />
          <span class="numeral stepper-figure">
            {pool().modifier < 0 ? `−${-pool().modifier}` : `+${pool().modifier}`}
          </span>
          <Button
            size="small"
            aria-label="One more"
            icon="plus"
            onClick={() => setPool({ ...pool(), modifier: Math.min(99, pool().modifier + 1) })}
          />
        </div>
        <Show when={pool().dice[20] === 1}>
          <Chips
            label="Advantage"
            name="tray-swing"
            value={pool().swing}
            options={SWINGS}
            onChoose={(swing) => setPool({ ...pool(), swing })}
          />
        </Show>
      </div>
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

const SWINGS: readonly { readonly value: Pool["swing"]; readonly label: string; readonly says: string }[] = [
  { value: "none", label: "Flat", says: "One d20" },
  { value: "advantage", label: "Adv", says: "Advantage: the better of two" },
  { value: "disadvantage", label: "Dis", says: "Disadvantage: the worse of two" },
];

/** A few choices as chips. */
export function Chips<T extends string>(props: {
  label: string;
  name: string;
  value: T;
  options: readonly { readonly value: T; readonly label: string; readonly says: string }[];
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="chips">
      <legend class="sr-only">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class="chip-choice" title={option.says}>
            <input
              type="radio"
              name={props.name}
              aria-label={option.says}
              checked={props.value === option.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
