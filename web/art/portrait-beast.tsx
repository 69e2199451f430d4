import { createUniqueId } from "solid-js";
import { mix } from "./colour.ts";
import type { PortraitLook } from "./portrait-look.ts";
import { seeded } from "./seeded.ts";

const PELTS = { black: "#3d383c", brown: "#6b4d38", red: "#8a4a2a", grey: "#7a756f", white: "#c9c2b4" } as const;

/** A wolf, or something near enough to bite. */
export function PortraitBeast(props: { look: PortraitLook; rim: string }) {
  const half = createUniqueId();
  const fur = () => {
    const drawn = seeded(`${props.look.seed}/pelt`).pick(["grey", "black", "brown"]);
    return PELTS[(props.look.hair ?? drawn) as keyof typeof PELTS] ?? PELTS.grey;
  };
  const dark = () => mix(fur(), "#120c0e", 0.6);
  const light = () => mix(fur(), "#ffdfae", 0.42);
  return (
    <g>
      <clipPath id={half}>
        <rect x="101" y="0" width="100" height="204" />
      </clipPath>
      <path
        d="M54 118L40 138L46 142L30 166L40 168L22 204L180 204L163 168L172 166L156 142L162 138L148 118Z"
        fill={mix(fur(), "#1a1113", 0.35)}
        stroke={`url(#${props.rim})`}
        stroke-width="2"
      />
      <path
        d="M58 136L50 152L58 150L52 172L64 166L62 190L76 178L84 200L100 182L118 200L126 178L140 190L140 166L150 172L144 150L152 152L142 136Z"
        fill={dark()}
        opacity="0.75"
      />
      <path d="M60 84L50 24L92 58Z" fill={fur()} />
      <path d="M142 84L152 24L110 58Z" fill={fur()} stroke={`url(#${props.rim})`} stroke-width="2" />
      <path d="M64 74L57 38L82 60Z" fill={dark()} />
      <path d="M138 74L145 38L120 60Z" fill={mix(dark(), "#000000", 0.3)} />
      <path
        d="M101 48L126 56L144 84L150 104L164 118L148 120L152 132L136 132L128 146L116 146L110 164L101 169L92 164L86 146L74 146L66 132L50 132L54 120L38 118L52 104L58 84L76 56Z"
        fill={fur()}
      />
      <path d="M52 104L38 118L54 120L50 132L66 132L74 146L84 142L74 122L70 108Z" fill={light()} />
      <path
        d="M101 52L92 74L94 96L84 128L88 150L101 160L114 150L118 128L108 96L110 74Z"
        fill={light()}
        opacity="0.85"
      />
      <path d="M101 58L97 78L101 100L105 78Z" fill={dark()} opacity="0.7" />
      <Snarl dark={dark()} />
      <path
        d="M101 48L126 56L144 84L150 104L164 118L148 120L152 132L136 132L128 146L116 146L110 164L101 169Z"
        fill="#120a0d"
        opacity="0.42"
        clip-path={`url(#${half})`}
      />
      <path
        d="M76 56L58 84L52 104M86 62L76 74M84 112L80 120M78 118L76 126"
        fill="none"
        stroke={light()}
        stroke-width="2"
        stroke-linecap="round"
      />
      <path d="M126 56L144 84L150 104L164 118" fill="none" stroke={`url(#${props.rim})`} stroke-width="2.4" />
    </g>
  );
}

function Snarl(props: { dark: string }) {
  return (
    <g>
      <path d="M66 90L78 86L93 98L92 102L80 106L70 98Z" fill={props.dark} />
      <path d="M136 90L124 86L109 98L110 102L122 106L132 98Z" fill={props.dark} />
      <path d="M71 93L79 91L89 99L80 101Z" fill="#f6b13c" />
      <path d="M131 93L123 91L113 99L122 101Z" fill="#f6b13c" />
      <path d="M80 92L83 98L79 101ZM122 92L119 98L123 101Z" fill="#1a0d08" />
      <path d="M89 133L113 133L110 143L101 148L92 143Z" fill="#17100f" />
      <path d="M93 135L101 134.6L98 137.4Z" fill="#8a7a70" />
      <path
        d="M101 148L101 155M84 146Q94 157 101 155Q108 157 118 146"
        fill="none"
        stroke="#17100f"
        stroke-width="2.2"
      />
      <path d="M90 152L92.4 159L95 154ZM107 154L109.6 159L112 152Z" fill="#f3e6cf" />
    </g>
  );
}
