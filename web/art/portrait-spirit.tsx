import { createUniqueId, For } from "solid-js";
import { hexOr, mix } from "./colour.ts";
import type { PortraitLook } from "./portrait-look.ts";
import { seeded } from "./seeded.ts";

/** A wisp: a light that has learnt to look back. */
export function PortraitSpirit(props: { look: PortraitLook; rim: string }) {
  const core = createUniqueId();
  const glow = () =>
    hexOr(props.look.accent, seeded(`${props.look.seed}/spirit`).pick(["#7fd6c2", "#8fb8ef", "#c9a2ee"]));
  const sparks = () => {
    const chance = seeded(`${props.look.seed}/sparks`);
    return Array.from({ length: 16 }, () => ({
      x: chance.between(24, 176),
      y: chance.between(16, 184),
      r: chance.between(0.8, 2.8),
    }));
  };
  return (
    <g>
      <defs>
        <radialGradient id={core} gradientUnits="userSpaceOnUse" cx="98" cy="100" r="86">
          <stop offset="0" stop-color={mix(glow(), "#ffffff", 0.75)} />
          <stop offset="0.35" stop-color={glow()} stop-opacity="0.9" />
          <stop offset="1" stop-color={mix(glow(), "#0c1218", 0.5)} stop-opacity="0.12" />
        </radialGradient>
      </defs>
      <circle cx="98" cy="96" r="84" fill={glow()} opacity="0.1" />
      <circle cx="98" cy="98" r="62" fill={glow()} opacity="0.12" />
      <path
        d="M104 6C110 34 150 50 152 98C154 128 134 144 128 160C124 172 130 184 142 196C122 196 110 190 104 182C98 194 84 202 66 202C76 190 74 174 66 160C56 144 42 128 46 98C48 76 66 66 72 48C76 58 74 64 80 70C92 54 104 36 104 6Z"
        fill={`url(#${core})`}
      />
      <path
        d="M102 44C106 62 130 72 130 102C130 124 116 136 98 136C80 136 68 124 68 104C68 90 78 82 82 72C86 80 86 84 90 86C98 74 102 62 102 44Z"
        fill={mix(glow(), "#ffffff", 0.72)}
        opacity="0.62"
      />
      <path
        d="M76 100C80 92 90 92 94 101C90 110 80 110 76 100ZM103 101C107 92 119 92 123 100C119 111 108 110 103 101Z"
        fill={mix(glow(), "#081016", 0.86)}
      />
      <circle cx="83" cy="99" r="2.2" fill="#ffffff" />
      <circle cx="111" cy="99" r="2.2" fill="#ffffff" />
      <path
        d="M92 122Q98 126 105 121.4"
        stroke={mix(glow(), "#081016", 0.8)}
        stroke-width="2.6"
        fill="none"
        stroke-linecap="round"
      />
      <path
        d="M60 152C52 136 52 120 54 108M140 140C146 124 148 108 144 92"
        fill="none"
        stroke="#ffffff"
        stroke-opacity="0.4"
        stroke-width="2"
        stroke-linecap="round"
      />
      <For each={sparks()}>
        {(spark) => <circle cx={spark.x} cy={spark.y} r={spark.r} fill={mix(glow(), "#ffffff", 0.5)} opacity="0.75" />}
      </For>
    </g>
  );
}
