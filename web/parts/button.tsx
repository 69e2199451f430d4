import { type JSX, Show, splitProps } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

type ButtonLook = { tone?: ButtonTone; size?: ButtonSize; icon?: IconName; wide?: boolean };
type ButtonProps = JSX.ButtonHTMLAttributes<HTMLButtonElement> & ButtonLook & { busy?: boolean };
type ButtonLinkProps = JSX.AnchorHTMLAttributes<HTMLAnchorElement> & ButtonLook;

/** The classes of a button, for links of the router and triggers of other libraries. */
export function buttonClass(look: ButtonLook = {}): string {
  return `button button-${look.tone ?? "plain"} button-${look.size ?? "medium"}${look.wide ? " button-wide" : ""}`;
}

/** A button. While busy it keeps its width and its focus, and ignores presses. */
export function Button(props: ButtonProps) {
  const [look, rest] = splitProps(props, ["tone", "size", "icon", "wide", "busy", "class", "children", "onClick"]);
  return (
    <button
      type="button"
      {...rest}
      class={`${buttonClass(look)} ${look.class ?? ""}`}
      aria-busy={look.busy ? "true" : undefined}
      aria-disabled={look.busy ? "true" : rest["aria-disabled"]}
      onClick={(ev) => {
        if (look.busy) return ev.preventDefault();
        if (typeof look.onClick === "function") look.onClick(ev);
      }}
    >
      <Show when={look.icon}>{(name) => <Icon name={name()} size={look.size === "small" ? 16 : 19} />}</Show>
      {look.children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink(props: ButtonLinkProps) {
  const [look, rest] = splitProps(props, ["tone", "size", "icon", "wide", "class", "children"]);
  return (
    <a {...rest} class={`${buttonClass(look)} ${look.class ?? ""}`}>
      <Show when={look.icon}>{(name) => <Icon name={name()} size={look.size === "small" ? 16 : 19} />}</Show>
      {look.children}
    </a>
  );
}
