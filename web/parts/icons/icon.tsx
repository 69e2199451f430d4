import { ICON_PATHS, type IconName } from "./icon-paths.ts";

/** One of our own line icons. Decoration unless it is given a label. */
export function Icon(props: { name: IconName; size?: number; label?: string; class?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={props.size ?? 20}
      height={props.size ?? 20}
      class={`icon ${props.class ?? ""}`}
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      role={props.label === undefined ? undefined : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
    >
      <path d={ICON_PATHS[props.name]} />
    </svg>
  );
}
