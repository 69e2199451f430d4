import { For } from "solid-js";
import { DIE_FACETS, DIE_FIGURE, type DieSides } from "./die-facets.ts";

/** A die with its face up. It tumbles when asked to and settles on its number; those who want stillness just see it. */
export function Die(props: {
  sides: number;
  /** Absent while it has not fallen. */
  value?: number;
  tumble?: boolean;
  tone?: "plain" | "best" | "worst" | "dropped" | "veiled";
  size?: number;
  /** Without a label it is decoration beside a written result. */
  label?: string;
}) {
  const sides = (): DieSides => (props.sides in DIE_FACETS ? (props.sides as DieSides) : 20);
  const figure = () => DIE_FIGURE[sides()];
  const falling = () => props.value === undefined && props.tone !== "veiled";
  return (
    <svg
      class="die"
      data-tone={props.tone ?? "plain"}
      data-motion={falling() ? "falling" : props.tumble ? "settling" : undefined}
      viewBox="0 0 100 100"
      width={props.size ?? 56}
      height={props.size ?? 56}
      role={props.label === undefined ? undefined : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
    >
      <For each={DIE_FACETS[sides()]}>{(facet) => <polygon points={facet.points} data-shade={facet.shade} />}</For>
      <text x="50" y={figure().y} style={{ "font-size": `${figure().size}px` }} text-anchor="middle" class="die-figure">
        {props.tone === "veiled" ? "?" : props.value}
      </text>
    </svg>
  );
}
