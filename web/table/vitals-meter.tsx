import { Match, Show, Switch } from "solid-js";
import type { Creature, Vitals } from "../../workers/contracts/creatures.ts";
import { ClockDial } from "../parts/clock-dial.tsx";
import { Meter } from "../parts/meter.tsx";

/** What state somebody is in when it is not simply "up". */
export function stateWords(vitals: Vitals): string {
  if (vitals.ruleset === "embers") return vitals.state === "out" ? "out of the scene" : "";
  if (vitals.state === "dying")
    return `dying, ${vitals.deathSaves.successes} saved, ${vitals.deathSaves.failures} failed`;
  return vitals.state === "up" ? "" : vitals.state;
}

/** How much life there is: hit points as a bar, harm as a clock. */
export function VitalsMeter(props: { creature: Creature; large?: boolean }) {
  const points = () => {
    const { vitals, sheet } = props.creature;
    return vitals.ruleset === "d20" && sheet.ruleset === "d20"
      ? { hp: vitals.hp, max: sheet.hpMax, temp: vitals.tempHp }
      : null;
  };
  const harm = () => {
    const { vitals, sheet } = props.creature;
    return vitals.ruleset === "embers" && sheet.ruleset === "embers"
      ? { filled: vitals.harm, segments: sheet.harmMax }
      : null;
  };
  return (
    <Switch>
      <Match when={points()}>
        {(now) => (
          <Meter
            label={`Hit points of ${props.creature.name}`}
            value={now().hp}
            max={now().max}
            extra={now().temp}
            showFigures
          />
        )}
      </Match>
      <Match when={harm()}>
        {(now) => (
          <span class="vitals-harm">
            <ClockDial
              label={`Harm of ${props.creature.name}`}
              segments={now().segments}
              filled={now().filled}
              tone="harm"
              size={props.large ? 56 : 30}
            />
            <Show when={!props.large}>
              <span class="text-sm text-faint numeral">
                {now().filled}/{now().segments} harm
              </span>
            </Show>
          </span>
        )}
      </Match>
    </Switch>
  );
}
