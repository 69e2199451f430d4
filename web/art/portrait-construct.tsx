import { createUniqueId, For } from "solid-js";
import { hexOr, mix } from "./colour.ts";
import type { PortraitLook } from "./portrait-look.ts";
import { seeded } from "./seeded.ts";

/** A made thing: plate, rivets, and a fire where a heart would be. */
export function PortraitConstruct(props: { look: PortraitLook; rim: string }) {
  const half = createUniqueId();
  const metal = () => seeded(`${props.look.seed}/metal`).pick(["#8d6f45", "#6c7378", "#7d5a44"]);
  const light = () => mix(metal(), "#ffe3b0", 0.5);
  const dark = () => mix(metal(), "#100b0a", 0.62);
  const fire = () => hexOr(props.look.accent, "#ff9d3c");
  return (
    <g>
      <clipPath id={half}>
        <rect x="101" y="0" width="100" height="204" />
      </clipPath>
      <path
        d="M22 204C22 172 36 158 62 154L140 154C166 158 180 172 180 204Z"
        fill={metal()}
        stroke={`url(#${props.rim})`}
        stroke-width="2"
      />
      <path
        d="M28 186C34 164 48 158 66 158L62 204L28 204ZM174 186C168 164 154 158 136 158L140 204L174 204Z"
        fill={dark()}
        opacity="0.55"
      />
      <path d="M78 132L124 132L130 158L72 158Z" fill={dark()} />
      <path d="M76 140L126 140M74 148L128 148" stroke={metal()} stroke-width="3" />
      <circle cx="101" cy="182" r="15" fill={dark()} />
      <circle cx="101" cy="182" r="10" fill={fire()} />
      <circle cx="98" cy="179" r="4" fill="#fff1cf" />
      <path d="M101 168L101 196M87 182L115 182" stroke={dark()} stroke-width="3" />
      <path d="M101 30C70 30 62 52 62 80L66 118L84 138L118 138L136 118L140 80C140 52 132 30 101 30Z" fill={metal()} />
      <path d="M62 80C62 52 70 30 101 30L101 44C82 44 76 58 74 76Z" fill={light()} opacity="0.75" />
      <path d="M94 24L108 24L106 74L96 74Z" fill={light()} />
      <path d="M64 76L98 82L138 76L136 94L106 100L96 100L66 94Z" fill="#120c0b" />
      <circle cx="82" cy="88" r="9" fill={fire()} opacity="0.3" />
      <circle cx="120" cy="88" r="9" fill={fire()} opacity="0.3" />
      <path d="M76 85L90 88L89 91L77 89.6ZM126 85L112 88L113 91L125 89.6Z" fill={mix(fire(), "#fff1cf", 0.45)} />
      <path d="M98 84L104 84L108 112L94 112Z" fill={metal()} stroke={dark()} stroke-width="1.6" />
      <path
        d="M78 114L90 116M78 120L90 122M80 126L90 128M124 114L112 116M124 120L112 122M122 126L112 128"
        stroke={dark()}
        stroke-width="3"
        stroke-linecap="round"
      />
      <path
        d="M101 30C132 30 140 52 140 80L136 118L118 138L101 138Z"
        fill="#100809"
        opacity="0.4"
        clip-path={`url(#${half})`}
      />
      <path d="M140 80L136 118L118 138" fill="none" stroke={`url(#${props.rim})`} stroke-width="2.6" />
      <For each={RIVETS}>
        {([x, y]) => (
          <g>
            <circle cx={x} cy={y} r="2.4" fill={dark()} />
            <circle cx={x - 0.7} cy={y - 0.7} r="1.1" fill={light()} />
          </g>
        )}
      </For>
    </g>
  );
}

const RIVETS = [
  [68, 70],
  [134, 70],
  [70, 104],
  [132, 104],
  [84, 134],
  [118, 134],
  [42, 176],
  [54, 166],
  [160, 176],
  [148, 166],
  [78, 44],
  [124, 44],
] as const;
