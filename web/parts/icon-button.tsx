import { type JSX, Show, splitProps } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

type IconButtonProps = JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: IconName;
  label: string;
  tone?: "plain" | "quiet";
  pressed?: boolean;
  /** A small count in the corner, read out with the label. */
  count?: number;
};

/** A square button with an icon and a spoken name. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["icon", "label", "tone", "pressed", "count", "class"]);
  return (
    <button
      type="button"
      {...rest}
      class={`button button-icon button-${own.tone ?? "quiet"} ${own.class ?? ""}`}
      aria-label={own.count ? `${own.label} (${own.count})` : own.label}
      aria-pressed={own.pressed}
    >
      <Icon name={own.icon} />
      <Show when={own.count}>
        <span class="button-count numeral" aria-hidden="true">
          {own.count}
        </span>
      </Show>
    </button>
  );
}
