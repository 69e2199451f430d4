import { createUniqueId, For } from "solid-js";
import { Bust } from "./person-garb.tsx";
import type { PortraitLook } from "./portrait-look.ts";
import { tonesOf } from "./portrait-tones.ts";
import { seeded } from "./seeded.ts";

/** The drowned dead: what the river kept, come back for a word. */
export function PortraitUndead(props: { look: PortraitLook; rim: string }) {
  const tones = () => tonesOf(props.look);
  const clip = createUniqueId();
  const drips = () => {
    const chance = seeded(`${props.look.seed}/drips`);
    return Array.from({ length: 7 }, (_, index) => ({
      x: 62 + index * 13 + chance.between(-4, 4),
      y: chance.between(148, 182),
      drop: chance.between(5, 14),
    }));
  };
  return (
    <g>
      <clipPath id={clip}>
        <path d={SKULL} />
      </clipPath>
      <path
        d="M68 62C56 92 66 118 54 150L64 146L66 164L76 150L86 160L122 158L130 148L138 164L142 146L152 152C138 120 148 92 136 62Z"
        fill={tones().hairShade}
      />
      <g transform="translate(0 -11)">
        <Bust
          build={props.look.build ?? "even"}
          garb={props.look.garb ?? "rags"}
          tones={tones()}
          rim={props.rim}
          mailPattern=""
        />
      </g>
      <path d={SKULL} fill={tones().skin} />
      <g clip-path={`url(#${clip})`}>
        <path d="M114 40C120 60 112 72 119 82C112 92 108 100 108 132L140 132L140 40Z" fill={tones().shade} />
        <path d="M124 60C128 84 118 104 110 132L140 132L140 60Z" fill={tones().deep} opacity="0.7" />
        <path
          d="M74 92C82 98 84 108 82 120L70 112ZM122 92C112 98 108 110 110 124L126 112Z"
          fill={tones().deep}
          opacity="0.6"
        />
        <path
          d="M72 76C80 68 92 72 94 82C92 92 80 96 74 90ZM98 82C102 71 116 68 121 77C122 90 108 95 101 90Z"
          fill="#0e1214"
        />
        <path
          d="M70 54C80 50 92 56 90 62M104 50L110 58L106 66"
          stroke={tones().deep}
          stroke-opacity="0.6"
          stroke-width="1.6"
          fill="none"
        />
      </g>
      <Stare />
      <WetHair hair={tones().hair} light={tones().hairLight} rim={props.rim} />
      <For each={drips()}>
        {(drip) => (
          <path
            d={`M${drip.x} ${drip.y}v${drip.drop}`}
            stroke="#bfe3d6"
            stroke-opacity="0.55"
            stroke-width="1.8"
            stroke-linecap="round"
          />
        )}
      </For>
    </g>
  );
}

function WetHair(props: { hair: string; light: string; rim: string }) {
  return (
    <g>
      <path
        d="M72 70C62 48 78 32 102 32C128 32 142 50 134 78C132 96 138 112 132 126C126 110 132 92 126 74C120 62 118 56 112 50C104 62 92 56 90 70C88 84 92 92 86 102C84 90 84 72 82 60C76 66 76 84 76 98C70 90 74 80 72 70Z"
        fill={props.hair}
        stroke={`url(#${props.rim})`}
        stroke-width="1.6"
      />
      <path
        d="M84 42C78 52 78 62 79 74M96 38C90 48 88 56 88 66M112 40C124 50 130 64 129 82C130 96 133 104 132 114"
        stroke={props.light}
        stroke-opacity="0.55"
        stroke-width="1.5"
        fill="none"
      />
      <path
        d="M126 56C140 70 132 88 140 104C146 118 140 130 146 142"
        stroke="#55743f"
        stroke-width="4.5"
        fill="none"
        stroke-linecap="round"
      />
      <path d="M136 84L146 80L138 90ZM140 108L130 112L142 116ZM143 126L153 124L145 132Z" fill="#67884a" />
    </g>
  );
}

function Stare() {
  return (
    <g>
      <circle cx="84" cy="83" r="6.5" fill="#bff4dd" opacity="0.22" />
      <circle cx="110" cy="83" r="7" fill="#bff4dd" opacity="0.22" />
      <ellipse cx="84" cy="83" rx="3.2" ry="2.4" fill="#d8fff0" />
      <ellipse cx="110" cy="83" rx="3.4" ry="2.4" fill="#c4f5e2" />
      <path d="M94 88C90 94 90 100 93 102L98 99L102 102C104 98 101 92 98 88Z" fill="#0e1214" opacity="0.85" />
      <path d="M80 109C90 105 104 105 114 108C112 116 106 119 97 119C88 119 82 116 80 109Z" fill="#14100f" />
      <path
        d="M84 109L85 114M89 107.6L89.6 113.6M94 107L94.4 113.4M99 107L99.4 113.4M104 107.4L104 113.4M109 108.4L108.4 113M88 118L88.4 114.6M94 119L94.4 115.4M100 119L100 115.4M105 118L104.6 114.8"
        stroke="#d5d6c0"
        stroke-width="2.6"
      />
    </g>
  );
}

const SKULL =
  "M71 70C69 82 68 90 74 97C78 104 79 112 84 120Q90 126 97 126C106 126 112 124 117 116C120 108 124 102 127 96C131 88 130 74 129 62C128 42 72 42 71 70Z";
