import { Tabs as Strip } from "@kobalte/core/tabs";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

export type TabEntry = { id: string; label: string; icon?: IconName; count?: number };

/** Tabs with their panels as children: one `TabPanel` per entry. Arrow keys move between them. */
export function Tabs(props: {
  label: string;
  tabs: readonly TabEntry[];
  value: string;
  onChange: (id: string) => void;
  /** "dock" sets icon over label, for the foot of a phone. */
  look?: "line" | "dock";
  class?: string;
  children: JSX.Element;
}) {
  return (
    <Strip
      value={props.value}
      onChange={props.onChange}
      class={`tabs tabs-${props.look ?? "line"} ${props.class ?? ""}`}
    >
      <Strip.List class="tabs-list" aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Strip.Trigger value={tab.id} class="tab">
              <Show when={tab.icon}>{(name) => <Icon name={name()} size={20} />}</Show>
              <span>{tab.label}</span>
              <Show when={tab.count}>
                <span class="tab-count numeral">{tab.count}</span>
              </Show>
            </Strip.Trigger>
          )}
        </For>
      </Strip.List>
      {props.children}
    </Strip>
  );
}

/** What one tab shows. With `keep`, it stays mounted and keeps its scroll. */
export function TabPanel(props: { id: string; keep?: boolean; class?: string; children: JSX.Element }) {
  return (
    <Strip.Content value={props.id} forceMount={props.keep} class={`tab-panel ${props.class ?? ""}`}>
      {props.children}
    </Strip.Content>
  );
}
