import { createEffect, createSignal, type JSX, Show } from "solid-js";
import { Icon } from "../parts/icons/icon.tsx";
import type { IconName } from "../parts/icons/icon-paths.ts";
import type { Place } from "./table-keys.ts";

/** A part of More, under its heading. What is in it is fetched when somebody opens it, or asks for it by its key. */
export function PhoneFold(props: {
  icon: IconName;
  title: string;
  place: Place;
  asked: boolean;
  children: JSX.Element;
}) {
  const [open, setOpen] = createSignal(false);
  let fold: HTMLDetailsElement | undefined;
  createEffect(() => props.asked && setOpen(true));
  const toggled = (now: boolean) => {
    setOpen(now);
    if (now) requestAnimationFrame(() => fold?.scrollIntoView({ block: "start" }));
  };
  return (
    <details ref={fold} class="phone-fold" open={open()} onToggle={(ev) => toggled(ev.currentTarget.open)}>
      <summary data-place={props.place}>
        <Icon name={props.icon} size={18} />
        <h2>{props.title}</h2>
        <Icon name="chevron-down" size={18} class="phone-fold-arrow" />
      </summary>
      <Show when={open()}>{props.children}</Show>
    </details>
  );
}
