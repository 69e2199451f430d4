import { type JSX, Show } from "solid-js";

/** A frame for a face: a portrait inside, or the first letters of the name. */
export function Avatar(props: {
  name: string;
  size?: number;
  shape?: "round" | "square";
  /** A ring for whose move it is, who is away, who has fallen. */
  ring?: "active" | "away" | "fallen";
  children?: JSX.Element;
}) {
  const size = () => props.size ?? 44;
  const letters = () =>
    props.name
      .split(/\s+/)
      .slice(0, 2)
      .map((word) => word.slice(0, 1))
      .join("")
      .toUpperCase();
  return (
    <span
      class={`avatar avatar-${props.shape ?? "round"}`}
      data-ring={props.ring}
      style={{ width: `${size()}px`, height: `${size()}px`, "font-size": `${size() * 0.4}px` }}
    >
      <Show when={props.children} fallback={<span aria-hidden="true">{letters()}</span>}>
        {props.children}
      </Show>
    </span>
  );
}
