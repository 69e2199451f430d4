import { For, Match, Show, Switch } from "solid-js";
import { mix } from "./colour.ts";
import type { Tones } from "./portrait-tones.ts";

/** A beard to the jaw, or to the chest for the old and the broad. */
export function Beard(props: { tones: Tones; long: boolean; ringed: boolean }) {
  const chest = "C82 132 82 150 90 164Q97 176 103 165C114 150 121 132 124 116";
  const jaw = "C80 124 86 136 97 137C110 137 120 126 125 114";
  return (
    <g>
      <path
        d={`M71 88C71 98 72 106 75 114${props.long ? chest : jaw}C128 106 131 96 130 84C127 92 122 101 113 104C106 101 99 103 95 104C91 103 86 104 82 106C76 103 72 96 71 88Z`}
        fill={props.tones.hair}
      />
      <path
        d="M113 104C108 116 110 134 103 150C114 144 122 128 125 114C128 106 131 96 130 84C127 92 122 101 113 104Z"
        fill={props.tones.hairShade}
        opacity="0.6"
      />
      <path
        d="M88 110.4Q94 113.4 102 110"
        stroke={props.tones.line}
        stroke-width="2.4"
        fill="none"
        stroke-linecap="round"
      />
      <path
        d="M94.5 103C87 102 80 107 76 115C84 114 91 112.5 94.5 108.5C99 112.5 107 114 114 113.5C110 106 103 102 94.5 103Z"
        fill={props.tones.hair}
      />
      <path
        d={
          props.long
            ? "M86 120C88 136 92 148 96 160M98 118C99 134 99 148 99 162M108 118C107 134 105 146 102 156M80 108Q86 107 91 106M98 106Q104 107 109 110"
            : "M82 118C84 124 88 130 92 132M92 118C94 126 96 130 99 132M104 118C106 122 106 128 105 132M80 108Q86 107 91 106M98 106Q104 107 109 110"
        }
        stroke={props.tones.hairLight}
        stroke-opacity="0.65"
        stroke-width="1.4"
        fill="none"
        stroke-linecap="round"
      />
      <Show when={props.ringed && props.long}>
        <path d="M88 152Q97 157 108 151L106 159Q97 164 91 160Z" fill={props.tones.rim} />
      </Show>
    </g>
  );
}

/** A hood up: its inside is drawn before the face, its edge after. */
export function HoodBehind(props: { tones: Tones; rim: string }) {
  return (
    <g>
      <path
        d="M104 18C62 16 48 62 54 104C56 130 48 148 38 164C70 182 134 182 164 162C152 146 148 130 149 106C154 60 142 20 104 18Z"
        fill={props.tones.cloth}
        stroke={`url(#${props.rim})`}
        stroke-width="2"
      />
      <path
        d="M98 36C70 38 62 68 65 98C67 120 76 134 86 146L122 144C134 130 138 110 137 90C137 60 126 36 98 36Z"
        fill={mix(props.tones.clothShade, "#000000", 0.45)}
      />
    </g>
  );
}

export function HoodBefore(props: { tones: Tones }) {
  return (
    <g>
      <path
        d="M104 18C62 16 48 62 54 104C56 130 48 148 38 164C54 168 76 166 88 152C74 138 66 116 66 94C66 66 76 46 98 44C124 42 136 62 136 90C136 114 130 132 118 148C130 164 150 164 164 162C152 146 148 130 149 106C154 60 142 20 104 18Z"
        fill={props.tones.cloth}
      />
      <path
        d="M98 44C124 42 136 62 136 90C136 114 130 132 118 148C130 164 150 164 164 162C152 146 148 130 149 106C154 60 142 20 104 18C122 26 132 34 98 44Z"
        fill={props.tones.clothShade}
        opacity="0.7"
      />
      <path
        d="M88 152C74 138 66 116 66 94C66 66 76 46 98 44C112 43 122 48 128 58"
        fill="none"
        stroke={props.tones.clothLight}
        stroke-width="2.4"
        stroke-linecap="round"
      />
      <path
        d="M62 70C66 46 80 30 98 26M58 118C58 132 54 146 48 158"
        fill="none"
        stroke={props.tones.clothLight}
        stroke-opacity="0.4"
        stroke-width="2"
        stroke-linecap="round"
      />
    </g>
  );
}

/** A wide brim with a feather, or a pointed hat for those in robes. */
export function Hat(props: { tones: Tones; pointed: boolean; rim: string }) {
  const cloth = () => mix(props.tones.cloth, "#2a1c12", 0.3);
  return (
    <g>
      <path
        d={
          props.pointed
            ? "M70 58C76 36 88 18 120 -2C118 10 124 14 130 20C124 22 128 40 134 56Z"
            : "M71 58C68 30 82 20 96 24C104 26 106 20 116 22C132 26 134 40 133 56Z"
        }
        fill={cloth()}
        stroke={`url(#${props.rim})`}
        stroke-width="1.6"
      />
      <path d="M71 50C88 58 116 58 133 48L134 58C116 66 88 66 70 60Z" fill={props.tones.accent} />
      <path d="M42 66C56 50 142 44 166 58C160 70 132 66 104 68C80 70 54 78 42 66Z" fill={cloth()} />
      <path
        d="M42 66C54 76 80 70 104 68C132 66 160 70 166 58C158 62 130 60 104 62C76 64 56 70 42 66Z"
        fill={props.tones.clothShade}
      />
      <path
        d="M46 64C62 54 90 50 116 50"
        stroke={props.tones.clothLight}
        stroke-opacity="0.7"
        stroke-width="1.6"
        fill="none"
      />
      <Show when={!props.pointed}>
        <path d="M124 52C132 34 148 24 166 22C164 38 148 52 128 56Z" fill={props.tones.rim} />
        <path d="M127 54C136 42 148 32 162 25" stroke={props.tones.clothShade} stroke-width="1.4" fill="none" />
      </Show>
    </g>
  );
}

/** Marks that lie on the face itself. */
export function FaceMark(props: { mark: "scar" | "spectacles" | "tattoo"; tones: Tones; variant: number }) {
  return (
    <Switch>
      <Match when={props.mark === "scar"}>
        <g stroke-linecap="round" fill="none">
          <path
            d="M78 64C80 72 79 78 80 84C81 92 79 98 82 105"
            stroke={props.tones.deep}
            stroke-width="2.6"
            stroke-opacity="0.55"
          />
          <path
            d="M77.4 64C79.4 72 78.4 78 79.4 84C80.4 92 78.4 98 81.4 105"
            stroke={props.tones.glow}
            stroke-width="1.3"
          />
        </g>
      </Match>
      <Match when={props.mark === "spectacles"}>
        <g fill="none" stroke={props.tones.rim} stroke-width="2">
          <circle cx="83" cy="84" r="9" fill="#fff2d8" fill-opacity="0.1" />
          <circle cx="108" cy="84" r="10" fill="#fff2d8" fill-opacity="0.1" />
          <path d="M92 82Q95 79.6 98 82M118 82L130 80" />
          <path
            d="M77.5 82L82 77.6M101.5 82L107 76.8"
            stroke="#fff6e4"
            stroke-opacity="0.8"
            stroke-width="1.6"
            stroke-linecap="round"
          />
        </g>
      </Match>
      <Match when={props.variant % 2 === 0}>
        <g fill={props.tones.accent} opacity="0.9">
          <path d="M76 91L82 94L88 91L82 100Z" />
          <path d="M102 92L109 95L116 91L109 102Z" />
          <path d="M95 52L98 60L95 68L92 60Z" />
        </g>
      </Match>
      <Match when={true}>
        <g fill="none" stroke={props.tones.accent} stroke-width="2.2" stroke-linecap="round">
          <path d="M112 92C118 96 118 104 112 108C108 104 110 99 113.6 100" />
          <path d="M106 58C114 60 120 66 121 74M104 63C110 64 114 68 115 73" />
        </g>
      </Match>
    </Switch>
  );
}

/** A plait over the shoulder. */
export function Braid(props: { tones: Tones }) {
  return (
    <g>
      <For each={[0, 1, 2, 3, 4, 5, 6]}>
        {(knot) => (
          <g transform={`translate(${136 - knot * 0.6 + Math.sin(knot) * 1.5} ${98 + knot * 12})`}>
            <path d="M0 0C-10 2 -11 12 -1 16C1 10 2 5 0 0Z" fill={props.tones.hair} />
            <path d="M0 0C10 1 11 11 -1 16C-2 10 -2 5 0 0Z" fill={props.tones.hairShade} />
            <path
              d="M-6 5Q-6 9 -3 12"
              stroke={props.tones.hairLight}
              stroke-width="1.3"
              fill="none"
              stroke-linecap="round"
            />
          </g>
        )}
      </For>
      <rect x="126" y="179" width="13" height="6" rx="2.5" fill={props.tones.rim} />
      <path d="M128 185C126 194 128 198 131 204L138 200C139 194 138 189 137 185Z" fill={props.tones.hair} />
    </g>
  );
}

/** Two horns that sweep back from the brow. */
export function Horns(props: { tones: Tones }) {
  const bone = () => mix(props.tones.hairShade, "#c9b18c", 0.42);
  return (
    <g fill={bone()} stroke={props.tones.line} stroke-width="1">
      <path d="M79 54C62 50 52 34 58 12C62 30 74 38 92 44Z" />
      <path d="M110 44C130 40 142 30 148 8C158 32 148 54 124 58Z" />
      <g fill="none" stroke-opacity="0.6" stroke-width="1.4">
        <path d="M66 46L74 40M60 37L67 32M57 27L62 24M132 54L124 44M142 46L134 38M149 36L142 30" />
      </g>
    </g>
  );
}
