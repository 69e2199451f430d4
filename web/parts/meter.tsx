import { Show } from "solid-js";

/** How much is left of something. `extra` lies beyond the bar's own measure, as temporary hit points do. */
export function Meter(props: {
  label: string;
  value: number;
  max: number;
  extra?: number;
  showFigures?: boolean;
  class?: string;
}) {
  const extra = () => Math.max(0, props.extra ?? 0);
  const whole = () => Math.max(1, props.max + extra());
  const share = () => Math.max(0, Math.min(props.value, props.max)) / whole();
  const state = () => (props.value * 4 <= props.max ? "low" : props.value * 2 <= props.max ? "half" : "well");
  const spoken = () => `${props.value} of ${props.max}${extra() > 0 ? ` and ${extra()} temporary` : ""}`;
  return (
    <div class={`meter ${props.class ?? ""}`}>
      <div
        class="meter-bar"
        data-state={state()}
        role="meter"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={props.max}
        aria-valuenow={Math.max(0, Math.min(props.value, props.max))}
        aria-valuetext={spoken()}
      >
        <span class="meter-fill" style={{ width: `${share() * 100}%` }} />
        <Show when={extra() > 0}>
          <span class="meter-extra" style={{ width: `${(extra() / whole()) * 100}%` }} />
        </Show>
      </div>
      <Show when={props.showFigures}>
        <span class="meter-figures numeral" aria-hidden="true">
          {props.value}
          <Show when={extra() > 0}>
            <span class="meter-plus">+{extra()}</span>
          </Show>
          <span class="meter-max">/{props.max}</span>
        </span>
      </Show>
    </div>
  );
}
