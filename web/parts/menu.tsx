import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

export type MenuEntry =
  | { label: string; onSelect: () => void; icon?: IconName; hint?: string; danger?: boolean; disabled?: boolean }
  | "divider";

/** A menu under a button. The trigger must spread the attributes it is given. */
export function Menu(props: { entries: readonly MenuEntry[]; trigger: (attributes: object) => JSX.Element }) {
  return (
    <DropdownMenu gutter={6}>
      <DropdownMenu.Trigger as={(attributes: object) => props.trigger(attributes)} />
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="menu">
          <For each={props.entries}>
            {(entry) =>
              entry === "divider" ? (
                <DropdownMenu.Separator class="menu-divider" />
              ) : (
                <DropdownMenu.Item
                  class={entry.danger ? "menu-item menu-item-danger" : "menu-item"}
                  disabled={entry.disabled ?? false}
                  onSelect={entry.onSelect}
                >
                  <Show when={entry.icon}>{(name) => <Icon name={name()} size={18} />}</Show>
                  <span>{entry.label}</span>
                  <Show when={entry.hint}>
                    <span class="menu-hint">{entry.hint}</span>
                  </Show>
                </DropdownMenu.Item>
              )
            }
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
