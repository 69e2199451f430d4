import { createUniqueId, For, Match, Switch } from "solid-js";
import { mix } from "./colour.ts";
import { PortraitBeast } from "./portrait-beast.tsx";
import { PortraitConstruct } from "./portrait-construct.tsx";
import { PortraitGoblin } from "./portrait-goblin.tsx";
import type { PortraitLook } from "./portrait-look.ts";
import { PortraitPerson } from "./portrait-person.tsx";
import { PortraitSpirit } from "./portrait-spirit.tsx";
import { tonesOf } from "./portrait-tones.ts";
import { PortraitUndead } from "./portrait-undead.tsx";
import { seeded } from "./seeded.ts";

/** A bust drawn from a look. With a label it is an image; without one it is decoration beside a name. */
export function Portrait(props: { look: PortraitLook; size?: number | string; label?: string; class?: string }) {
  const rim = createUniqueId();
  return (
    <svg
      viewBox="0 0 200 200"
      width={props.size ?? "100%"}
      height={props.size ?? "100%"}
      class={props.class}
      role={props.label === undefined ? undefined : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
    >
      <linearGradient id={rim} gradientUnits="userSpaceOnUse" x1="96" y1="60" x2="146" y2="40">
        <stop offset="0" stop-color={tonesOf(props.look).rim} stop-opacity="0" />
        <stop offset="1" stop-color={tonesOf(props.look).rim} />
      </linearGradient>
      <Backdrop look={props.look} />
      <g
        transform={
          props.look.kind === "person" || props.look.kind === "undead" ? "translate(-17 -7) scale(1.17)" : undefined
        }
      >
        <Figure look={props.look} rim={rim} />
      </g>
    </svg>
  );
}

function Figure(props: { look: PortraitLook; rim: string }) {
  return (
    <Switch fallback={<PortraitPerson look={props.look} rim={props.rim} />}>
      <Match when={props.look.kind === "beast"}>
        <PortraitBeast look={props.look} rim={props.rim} />
      </Match>
      <Match when={props.look.kind === "goblin"}>
        <PortraitGoblin look={props.look} rim={props.rim} />
      </Match>
      <Match when={props.look.kind === "undead"}>
        <PortraitUndead look={props.look} rim={props.rim} />
      </Match>
      <Match when={props.look.kind === "spirit"}>
        <PortraitSpirit look={props.look} rim={props.rim} />
      </Match>
      <Match when={props.look.kind === "construct"}>
        <PortraitConstruct look={props.look} rim={props.rim} />
      </Match>
    </Switch>
  );
}

function Backdrop(props: { look: PortraitLook }) {
  const glow = createUniqueId();
  const lines = createUniqueId();
  const accent = () => tonesOf(props.look).accent;
  const embers = () => {
    const chance = seeded(`${props.look.seed}/embers`);
    return Array.from({ length: 9 }, () => ({
      x: chance.between(8, 192),
      y: chance.between(20, 190),
      r: chance.between(0.6, 1.8),
    }));
  };
  return (
    <g>
      <defs>
        <radialGradient id={glow} cx="0.34" cy="0.36" r="0.85">
          <stop offset="0" stop-color={mix(accent(), "#2a1a12", 0.42)} />
          <stop offset="0.55" stop-color={mix(accent(), "#1c1310", 0.78)} />
          <stop offset="1" stop-color="#120c0a" />
        </radialGradient>
        <pattern id={lines} width="4" height="3" patternUnits="userSpaceOnUse">
          <rect width="4" height="1" fill="#0d0807" fill-opacity="0.28" />
        </pattern>
      </defs>
      <rect width="200" height="200" fill={`url(#${glow})`} />
      <circle
        cx="99"
        cy="86"
        r="70"
        fill="none"
        stroke={tonesOf(props.look).rim}
        stroke-opacity="0.22"
        stroke-width="1.4"
      />
      <circle cx="99" cy="86" r="66" fill={accent()} fill-opacity="0.12" />
      <rect width="200" height="200" fill={`url(#${lines})`} />
      <For each={embers()}>
        {(ember) => <circle cx={ember.x} cy={ember.y} r={ember.r} fill="#ffb765" opacity="0.55" />}
      </For>
    </g>
  );
}
