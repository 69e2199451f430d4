import { Show } from "solid-js";
import { mix } from "./colour.ts";
import { Bust } from "./person-garb.tsx";
import { Horns } from "./person-marks.tsx";
import type { PortraitLook } from "./portrait-look.ts";
import { type Tones, tonesOf } from "./portrait-tones.ts";
import { seeded } from "./seeded.ts";

/** A goblin: all ears and bad ideas. */
export function PortraitGoblin(props: { look: PortraitLook; rim: string }) {
  const tones = () => tonesOf(props.look);
  const chance = () => seeded(`${props.look.seed}/goblin`);
  const droop = () => chance().between(-8, 10);
  const tusk = () => chance().chance(0.7);
  return (
    <g>
      <g transform="translate(0 2)">
        <Bust
          build={props.look.build ?? "slight"}
          garb={props.look.garb ?? "rags"}
          tones={tones()}
          rim={props.rim}
          mailPattern=""
        />
      </g>
      <path
        d={`M72 82C54 70 34 ${66 + droop()} 8 ${52 + droop() * 1.6}C20 ${78 + droop()} 44 102 74 104Z`}
        fill={tones().skin}
      />
      <path
        d={`M70 90C54 80 38 ${74 + droop()} 22 ${64 + droop() * 1.4}C34 ${84 + droop()} 50 96 70 98Z`}
        fill={tones().shade}
      />
      <path
        d={`M128 82C146 70 168 ${64 - droop() * 0.4} 194 ${46 - droop() * 0.6}C182 ${78 - droop() * 0.4} 158 104 128 106Z`}
        fill={tones().shade}
        stroke={`url(#${props.rim})`}
        stroke-width="2"
      />
      <path
        d={`M134 90C148 80 164 ${72 - droop() * 0.4} 180 ${58 - droop() * 0.5}C170 ${82 - droop() * 0.4} 152 98 134 99Z`}
        fill={tones().deep}
        opacity="0.6"
      />
      <path
        d="M100 42C74 42 64 60 64 82C64 98 70 108 78 118C84 128 92 136 101 137C112 136 120 128 126 116C134 106 137 96 136 80C135 58 124 42 100 42Z"
        fill={tones().skin}
      />
      <path
        d="M112 44C120 60 112 70 120 84C126 96 114 108 110 136C120 130 124 122 128 114C134 106 137 96 136 80C135 62 128 48 112 44Z"
        fill={tones().shade}
      />
      <path
        d="M66 84C70 74 86 74 96 84L94 96C84 102 70 98 66 84ZM102 84C112 73 128 74 132 84C130 98 114 103 105 96Z"
        fill={tones().deep}
        opacity="0.6"
      />
      <GoblinFeatures
        skin={tones().skin}
        shade={tones().shade}
        deep={tones().deep}
        glow={tones().glow}
        line={tones().line}
        tusk={tusk()}
      />
      <Crest look={props.look} tones={tones()} rim={props.rim} />
    </g>
  );
}

function Crest(props: { look: PortraitLook; tones: Tones; rim: string }) {
  return (
    <g>
      <Show when={props.look.mark === "horns"}>
        <Horns tones={props.tones} />
      </Show>
      <Show when={props.look.hair !== "none" && props.look.mark !== "horns"}>
        <path
          d="M84 48C90 30 98 22 112 16C108 24 110 28 120 26C114 32 114 38 118 46C106 40 94 42 84 48Z"
          fill={props.tones.hairShade}
          stroke={`url(#${props.rim})`}
          stroke-width="1.6"
        />
      </Show>
    </g>
  );
}

function GoblinFeatures(props: {
  skin: string;
  shade: string;
  deep: string;
  glow: string;
  line: string;
  tusk: boolean;
}) {
  return (
    <g>
      <ellipse cx="82" cy="87" rx="9.5" ry="7.4" fill="#f3c85a" />
      <ellipse cx="117" cy="87" rx="10" ry="7.4" fill="#d9a53c" />
      <path d="M80 81Q83 87 80 93Q77 87 80 81ZM114.5 81Q117.6 87 114.5 93Q111.4 87 114.5 81Z" fill={props.line} />
      <circle cx="77.6" cy="84" r="1.6" fill="#fff6df" />
      <circle cx="112" cy="84" r="1.6" fill="#fff6df" />
      <path
        d="M66 80C74 71 88 72 97 83C88 79 76 79 66 80ZM102 83C110 71 126 70 134 79C124 78 112 79 102 83Z"
        fill={mix(props.skin, props.deep, 0.5)}
      />
      <path
        d="M98 82C98 92 100 100 104 106C106 112 98 115 88 112C82 110 84 104 88 101C92 97 94 90 95 84Z"
        fill={props.shade}
      />
      <path
        d="M94 85C93 94 90 98 86 103Q83 108 88 110.6"
        fill="none"
        stroke={props.glow}
        stroke-width="2"
        stroke-linecap="round"
        stroke-opacity="0.7"
      />
      <path d="M88 111.6Q91 108.6 95 111.4" stroke={props.line} stroke-width="1.8" fill="none" stroke-linecap="round" />
      <path d="M76 114C86 122 106 124 124 111C122 124 110 130 98 129C88 128 80 122 76 114Z" fill={props.line} />
      <path d="M82 118.6L85 124L88 120.4ZM94 121.4L97 126L100 121.4ZM106 120L109 125L112 118.4Z" fill="#f0e2bf" />
      <Show when={props.tusk}>
        <path d="M85 126L88 115L91.4 127ZM112 126L116 112L119 122Z" fill="#f0e2bf" />
      </Show>
      <path
        d="M74 112Q72 116 75 119M126 109Q129 112 126 116"
        stroke={props.deep}
        stroke-width="1.6"
        fill="none"
        stroke-linecap="round"
      />
      <path
        d="M66 76C66 62 74 50 90 46"
        fill="none"
        stroke={props.glow}
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-opacity="0.6"
      />
    </g>
  );
}
