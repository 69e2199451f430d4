import { type JSX, Show } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

export type PillTone = "quiet" | "harm" | "boon" | "item" | "condition" | "ember";

/** A small mark: −4 HP, +lantern, poisoned. */
export function Pill(props: {
  tone?: PillTone;
  icon?: IconName;
  title?: string;
  class?: string;
  children: JSX.Element;
}) {
  return (
    <span class={`pill pill-${props.tone ?? "quiet"} ${props.class ?? ""}`} title={props.title}>
      <Show when={props.icon}>{(name) => <Icon name={name()} size={14} />}</Show>
      {props.children}
    </span>
  );
}
