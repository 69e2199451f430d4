import { createUniqueId, For, Match, Show, Switch } from "solid-js";
import type { PortraitLook } from "./portrait-look.ts";
import type { Tones } from "./portrait-tones.ts";

type Garb = NonNullable<PortraitLook["garb"]>;
type GarbProps = { tones: Tones; rim: string; mailPattern: string };

/** Neck, shoulders and what is worn on them. */
export function Bust(props: { build: NonNullable<PortraitLook["build"]>; garb: Garb } & GarbProps) {
  const reach = () => ({ slight: 50, even: 60, broad: 73 })[props.build];
  const neck = () => ({ slight: 13, even: 15.5, broad: 19 })[props.build];
  const shoulders = () => {
    const left = 100 - reach();
    const right = 102 + reach();
    return `M${left} 204C${left - 1} 178 ${left + 8} 164 ${left + 24} 158C78 152 84 150 86 142L118 142C120 150 128 152 ${right - 24} 157C${right - 8} 163 ${right + 1} 178 ${right} 204Z`;
  };
  const clip = createUniqueId();
  return (
    <g>
      <clipPath id={clip}>
        <path d={shoulders()} />
      </clipPath>
      <path d={shoulders()} fill={props.tones.cloth} stroke={`url(#${props.rim})`} stroke-width="2" />
      <path
        d={`M${101 - neck()} 108L${101 - neck()} 138Q${99 - neck()} 150 ${88 - neck()} 156Q100 176 ${116 + neck()} 155Q${105 + neck()} 150 ${103 + neck()} 136L${103 + neck()} 104Z`}
        fill={props.tones.skin}
      />
      <path
        d={`M${101 - neck()} 114Q96 134 ${103 + neck()} 110L${103 + neck()} 136Q${105 + neck()} 150 ${116 + neck()} 155Q112 162 104 164C108 148 96 138 ${101 - neck()} 128Z`}
        fill={props.tones.deep}
        opacity="0.62"
      />
      <path
        d={`M${100 + reach() * 0.2} 158C122 172 ${100 + reach() * 0.55} 186 ${100 + reach() * 0.5} 204L180 204L176 150Z`}
        fill={props.tones.clothShade}
        opacity="0.55"
        clip-path={`url(#${clip})`}
      />
      <Clothes garb={props.garb} tones={props.tones} rim={props.rim} mailPattern={props.mailPattern} />
    </g>
  );
}

function Clothes(props: { garb: Garb } & GarbProps) {
  return (
    <Switch>
      <Match when={props.garb === "cloak"}>
        <Cloak {...props} />
      </Match>
      <Match when={props.garb === "mail"}>
        <Mail {...props} />
      </Match>
      <Match when={props.garb === "robe"}>
        <Robe {...props} />
      </Match>
      <Match when={props.garb === "apron"}>
        <Apron {...props} />
      </Match>
      <Match when={props.garb === "leathers"}>
        <Leathers {...props} />
      </Match>
      <Match when={props.garb === "finery"}>
        <Finery {...props} />
      </Match>
      <Match when={props.garb === "rags"}>
        <Rags {...props} />
      </Match>
    </Switch>
  );
}

function Cloak(props: GarbProps) {
  return (
    <g>
      <path
        d="M70 150C78 164 90 170 98 174C112 170 126 162 134 148C146 152 150 160 148 168C132 184 112 190 96 190C78 188 62 180 54 168C56 158 62 152 70 150Z"
        fill={props.tones.clothShade}
      />
      <path
        d="M66 152C76 168 88 175 97 179C112 174 128 166 138 151"
        fill="none"
        stroke={props.tones.clothLight}
        stroke-width="2.4"
      />
      <path
        d="M58 172C62 184 62 194 60 204M80 185C82 192 82 198 80 204M118 186C116 192 117 198 119 204M142 170C140 184 142 194 145 204"
        stroke={props.tones.clothShade}
        stroke-width="3"
        fill="none"
        stroke-linecap="round"
      />
      <circle cx="97" cy="180" r="7.5" fill={props.tones.rim} />
      <circle cx="97" cy="180" r="4.4" fill={props.tones.clothShade} />
      <circle cx="96" cy="179" r="2" fill={props.tones.accent} />
    </g>
  );
}

function Mail(props: GarbProps) {
  return (
    <g>
      <path
        d="M72 148C80 162 90 168 98 170C112 168 124 160 132 146C146 152 152 164 154 180L150 204L50 204L46 182C50 164 58 152 72 148Z"
        fill={`url(#${props.mailPattern})`}
      />
      <path d="M74 170L98 182L124 169L130 204L70 204Z" fill={props.tones.accent} />
      <path d="M98 182L124 169L130 204L100 204Z" fill={props.tones.clothShade} opacity="0.45" />
      <path d="M98 186L98 204M88 192L108 192" stroke={props.tones.rim} stroke-width="3" />
      <path
        d="M40 176C42 160 56 152 70 152C68 166 62 178 46 188Z"
        fill={props.tones.cloth}
        stroke={props.tones.clothLight}
        stroke-width="1.5"
      />
      <path
        d="M162 174C160 158 146 150 132 150C134 166 140 178 156 186Z"
        fill={props.tones.clothShade}
        stroke={`url(#${props.rim})`}
        stroke-width="2"
      />
      <path
        d="M47 178C50 168 56 160 66 157"
        stroke={props.tones.glow}
        stroke-opacity="0.5"
        stroke-width="2"
        fill="none"
        stroke-linecap="round"
      />
    </g>
  );
}

function Robe(props: GarbProps) {
  return (
    <g>
      <path d="M76 148L98 204L130 204L104 178Z" fill={props.tones.clothShade} />
      <path d="M74 148C78 168 86 188 94 204L84 204C74 190 66 172 64 154Z" fill={props.tones.accent} />
      <path
        d="M130 146C126 168 114 186 102 204L116 204C128 190 138 170 141 152Z"
        fill={props.tones.accent}
        opacity="0.72"
      />
      <path
        d="M74 160L79 158M77 170L83 167M82 181L88 178M87 192L93 189M134 160L128 158M129 172L123 169M122 184L116 181"
        stroke={props.tones.rim}
        stroke-width="1.8"
        stroke-linecap="round"
      />
      <path
        d="M54 176C58 186 58 196 56 204M146 176C144 186 146 196 148 204"
        stroke={props.tones.clothShade}
        stroke-width="3"
        fill="none"
      />
    </g>
  );
}

function Apron(props: GarbProps) {
  return (
    <g>
      <path
        d="M78 150C84 164 92 168 99 168C110 167 120 160 126 148L134 156C126 172 112 178 100 178C86 178 76 168 70 156Z"
        fill={props.tones.clothLight}
      />
      <path d="M74 182C88 188 112 188 126 181L130 204L70 204Z" fill="#c9b48f" />
      <path d="M102 187C112 187 120 184 126 181L130 204L106 204Z" fill="#8f7a58" opacity="0.7" />
      <path d="M74 184L66 154M126 182L136 152" stroke="#b09a73" stroke-width="5" />
      <path d="M84 192L98 193" stroke="#8f7a58" stroke-width="2" stroke-linecap="round" />
      <path
        d="M52 178C56 188 56 196 54 204M148 176C146 188 148 196 150 204"
        stroke={props.tones.clothShade}
        stroke-width="3"
        fill="none"
      />
    </g>
  );
}

function Leathers(props: GarbProps) {
  return (
    <g>
      <path d="M74 146L70 160L96 186L92 204L78 204L60 158Z" fill={props.tones.clothLight} />
      <path d="M130 144L134 158L98 186L100 204L116 204L144 154Z" fill={props.tones.clothShade} />
      <path d="M97 186L97 204" stroke={props.tones.line} stroke-width="2" />
      <path d="M50 168L128 204L138 204L56 162Z" fill={props.tones.accent} opacity="0.85" />
      <rect
        x="94"
        y="182"
        width="12"
        height="10"
        rx="2"
        transform="rotate(24 100 187)"
        fill="none"
        stroke={props.tones.rim}
        stroke-width="2.4"
      />
      <path
        d="M66 164L74 174M62 160L58 172"
        stroke={props.tones.clothShade}
        stroke-width="1.6"
        stroke-dasharray="2 3"
      />
      <path
        d="M40 190C44 172 54 162 62 160M160 188C158 172 150 160 142 156"
        stroke={props.tones.clothLight}
        stroke-opacity="0.6"
        stroke-width="2"
        fill="none"
      />
    </g>
  );
}

function Finery(props: GarbProps) {
  return (
    <g>
      <path
        d="M70 160L78 128C82 146 90 160 98 168C110 158 120 146 126 124L138 156L118 204L80 204Z"
        fill={props.tones.clothShade}
      />
      <path
        d="M78 128C82 146 90 160 98 168C110 158 120 146 126 124"
        fill="none"
        stroke={props.tones.rim}
        stroke-width="2.6"
      />
      <path d="M82 146L96 170L90 184L80 160ZM122 144L100 170L108 184L126 158Z" fill="#f0e6d4" />
      <path d="M122 144L100 170L108 184L126 158Z" fill={props.tones.clothShade} opacity="0.35" />
      <path
        d="M60 172C76 190 120 192 140 170"
        fill="none"
        stroke={props.tones.rim}
        stroke-width="3"
        stroke-dasharray="4 2.4"
      />
      <circle cx="99" cy="190" r="6" fill={props.tones.rim} />
      <circle cx="99" cy="190" r="3.2" fill={props.tones.accent} />
      <path
        d="M44 186C46 176 52 168 60 164M158 184C154 174 148 166 142 162"
        stroke={props.tones.rim}
        stroke-opacity="0.7"
        stroke-width="2"
        fill="none"
      />
    </g>
  );
}

function Rags(props: GarbProps) {
  return (
    <g>
      <path
        d="M68 152L80 168L88 166L96 180L106 168L116 172L134 150L150 164L138 182L128 178L118 192L104 184L92 196L80 182L66 186L52 168Z"
        fill={props.tones.clothShade}
      />
      <path
        d="M58 176L64 204M140 174L134 204M100 190L98 204"
        stroke={props.tones.clothLight}
        stroke-opacity="0.5"
        stroke-width="2"
      />
      <Show when={props.tones.accent}>
        <path d="M66 186L78 183L80 195L67 197Z" fill={props.tones.accent} opacity="0.55" />
      </Show>
      <For each={[0, 1, 2]}>
        {(index) => (
          <path
            d={`M${66 + index * 5} 183l1 4M${68 + index * 5} 194l1 4`}
            stroke={props.tones.clothLight}
            stroke-width="1.2"
          />
        )}
      </For>
    </g>
  );
}
