import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

export interface MenuEntry {
  readonly label: string;
  readonly icon: IconName;
  readonly onChoose: () => void;
}

/** A button with three dots and what it offers. Arrow keys move, Escape closes and gives the focus back. */
export function Menu(props: { label: string; entries: readonly MenuEntry[]; openAtOnce?: boolean }) {
  let trigger: HTMLButtonElement | undefined;
  // The focus first: what is chosen may open a dialog, which gives it back to where it was.
  const choose = (entry: MenuEntry) =>
    setTimeout(() => {
      trigger?.focus();
      entry.onChoose();
    });
  return (
    <DropdownMenu defaultOpen={props.openAtOnce} modal={false} placement="bottom-end" gutter={4}>
      <DropdownMenu.Trigger
        ref={(element: HTMLButtonElement) => {
          trigger = element;
        }}
        class="button button-icon button-quiet menu-trigger"
        aria-label={props.label}
      >
        <Icon name="more" size={18} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="menu" aria-label={props.label}>
          <For each={props.entries}>
            {(entry) => (
              <DropdownMenu.Item class="menu-item" onSelect={() => choose(entry)}>
                <Icon name={entry.icon} size={17} />
                {entry.label}
              </DropdownMenu.Item>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
