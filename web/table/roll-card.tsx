import { createMemo, createSignal, createUniqueId, For, lazy, Show, Suspense } from "solid-js";
import type { RolledDie } from "../../workers/contracts/events.ts";
import { Die } from "../parts/die.tsx";
import { Ember } from "../parts/ember.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { mayMove } from "../state/reading.ts";
import type { RollCard as Card } from "../state/story-entry.ts";
import { leadingDie, OUTCOMES, shapeFor, sumText, toneOf, VISIBILITY } from "./roll-words.ts";

// Curves and hashes are fetched by those who look for themselves.
const RollProof = lazy(async () => ({ default: (await import("./roll-proof.tsx")).RollProof }));

/** Dice that have tumbled on this page; a card that scrolls back into sight lies still. */
const tumbled = new Set<number>();

/** One roll: what for, against what, how it fell, die by die, and the proof. */
export function RollCard(props: { roll: Card; fresh: boolean }) {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const outcome = () => props.roll.result?.outcome ?? "none";
  return (
    <div
      class="roll"
      data-outcome={props.roll.ruling === null ? outcome() : "ruled"}
      data-voided={props.roll.voided === null ? undefined : ""}
    >
      <div class="roll-line">
        <RollDie roll={props.roll} fresh={props.fresh} />
        <RollWords roll={props.roll} />
        <Show when={props.roll.result}>
          {(result) => (
            <>
              <span class="roll-outcome">
                <Show when={OUTCOMES[result().outcome] !== ""} fallback={<Total roll={props.roll} />}>
                  {OUTCOMES[result().outcome]}
                </Show>
              </span>
              <button
                type="button"
                class="button button-icon button-quiet roll-more"
                aria-expanded={open()}
                aria-controls={id}
                aria-label={`${open() ? "Hide" : "Show"} the dice of ${props.roll.label}`}
                onClick={() => setOpen(!open())}
              >
                <Icon name={open() ? "chevron-up" : "chevron-down"} size={18} />
              </button>
            </>
          )}
        </Show>
      </div>
      <Show when={props.roll.ruling}>
        {(ruling) => (
          <p class="roll-ruling">
            <Icon name="crown" size={15} /> The GM rules: {ruling().text}{" "}
            <span class="text-faint">({ruling().reason})</span>
          </p>
        )}
      </Show>
      <div id={id} hidden={!open()}>
        <Show when={open() && props.roll.result}>
          {(result) => <Breakdown roll={props.roll} dice={result().dice} />}
        </Show>
      </div>
    </div>
  );
}

function RollDie(props: { roll: Card; fresh: boolean }) {
  const tumbles = createMemo(() => {
    if (props.roll.result === null || !props.fresh || tumbled.has(props.roll.ticketSeq)) return false;
    tumbled.add(props.roll.ticketSeq);
    return mayMove();
  });
  const look = () =>
    props.roll.voided !== null ? "dropped" : props.roll.result === null ? "veiled" : toneOf(props.roll);
  const die = () => leadingDie(props.roll);
  return <Die sides={die().sides} value={die().value} tumble={tumbles()} tone={look()} size={46} />;
}

function RollWords(props: { roll: Card }) {
  return (
    <div class="roll-words">
      <p class="roll-what">
        <b>{props.roll.who}</b> <span>{props.roll.label}</span>
        <Show when={props.roll.visibility !== "public"}>
          <span class="roll-veil">
            <Icon name="eye-off" size={14} /> {VISIBILITY[props.roll.visibility]}
          </span>
        </Show>
      </p>
      <p class="roll-sum numeral">
        <Show
          when={props.roll.result}
          fallback={<span class="text-faint">{props.roll.voided === null ? props.roll.expression : "called off"}</span>}
        >
          {(result) => sumText(result())}
        </Show>
        <Show when={props.roll.dc !== null}>
          <span class="roll-dc">against {props.roll.dc}</span>
        </Show>
      </p>
    </div>
  );
}

function Total(props: { roll: Card }) {
  return <span class="roll-total numeral">{props.roll.result?.successes ?? props.roll.result?.total}</span>;
}

function Breakdown(props: { roll: Card; dice: readonly RolledDie[] }) {
  return (
    <div class="roll-breakdown">
      <p class="text-sm text-soft">
        Formula <code class="numeral">{props.roll.expression}</code>
        <Show when={props.roll.dc !== null}>, difficulty {props.roll.dc} fixed before the die fell</Show>
      </p>
      <ul class="roll-dice">
        <For each={props.dice}>
          {(die) => (
            <li data-dropped={die.kept ? undefined : ""}>
              <Die
                sides={shapeFor(die.sides)}
                value={die.value}
                size={34}
                tone={die.kept ? "plain" : "dropped"}
                label={`d${die.sides}: ${die.value}${die.kept ? "" : ", not counted"}`}
              />
              <span class="text-xs text-faint">{dieNotes(die)}</span>
            </li>
          )}
        </For>
      </ul>
      <Suspense fallback={<Ember text="Computing…" />}>
        <RollProof roll={props.roll} />
      </Suspense>
    </div>
  );
}

const TOLD_BY_COLOUR: readonly string[] = ["critical", "fumble", "success", "failure"];

function dieNotes(die: RolledDie): string {
  const notes = die.flags.filter((flag) => !TOLD_BY_COLOUR.includes(flag));
  return [die.flavour ?? "", ...notes, die.kept ? "" : "not counted"].filter((note) => note !== "").join(", ");
}
