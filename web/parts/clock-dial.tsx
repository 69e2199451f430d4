import { For } from "solid-js";

const CENTRE = 50;
const REACH = 44;

/** A progress clock: so many segments, so many of them filled. */
export function ClockDial(props: {
  label: string;
  segments: number;
  filled: number;
  size?: number;
  tone?: "harm" | "boon" | "ember";
}) {
  const wedges = () =>
    Array.from({ length: Math.max(1, props.segments) }, (_, index) => wedge(index, Math.max(1, props.segments)));
  return (
    <svg
      class={`clock clock-${props.tone ?? "ember"}`}
      viewBox="0 0 100 100"
      width={props.size ?? 56}
      height={props.size ?? 56}
      role="img"
      aria-label={`${props.label}: ${props.filled} of ${props.segments}`}
    >
      <circle cx={CENTRE} cy={CENTRE} r="47" class="clock-rim" />
      <For each={wedges()}>
        {(path, index) => <path d={path} class="clock-wedge" data-filled={index() < props.filled ? "" : undefined} />}
      </For>
      <circle cx={CENTRE} cy={CENTRE} r="5" class="clock-hub" />
    </svg>
  );
}

function wedge(index: number, count: number): string {
  if (count === 1) return `M50 6A44 44 0 1 1 49.9 6Z`;
  const at = (step: number) => {
    const turn = (step / count) * Math.PI * 2 - Math.PI / 2;
    return `${(CENTRE + Math.cos(turn) * REACH).toFixed(2)} ${(CENTRE + Math.sin(turn) * REACH).toFixed(2)}`;
  };
  return `M50 50L${at(index)}A${REACH} ${REACH} 0 0 1 ${at(index + 1)}Z`;
}
