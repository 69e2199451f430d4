import { Match, Show, Switch } from "solid-js";
import type { Tones } from "./portrait-tones.ts";
import { seeded } from "./seeded.ts";

export type HairStyle = "crop" | "swept" | "long" | "waves" | "bob" | "curls" | "topknot" | "fringe" | "crest" | "none";

const BACKS: Partial<Record<HairStyle, string>> = {
  long: "M67 66C57 96 62 130 50 166C70 176 132 176 152 164C141 134 147 98 137 64C128 30 76 30 67 66Z",
  waves:
    "M66 66C54 84 66 100 56 118C50 132 60 142 52 160C74 172 130 172 150 160C142 146 154 134 146 118C138 102 150 84 137 62C126 30 78 30 66 66Z",
  bob: "M67 64C58 84 58 106 63 122C72 128 128 130 142 120C146 104 145 84 137 62C128 32 76 32 67 64Z",
};

const FRONTS: Partial<Record<HairStyle, string>> = {
  crop: "M70 78C62 50 78 34 101 33C126 32 141 50 135 80L130 86C131 76 128 70 122 65C116 66 112 60 106 62C100 58 94 64 88 59C80 60 74 67 71.5 78Z",
  swept:
    "M69 76C60 52 68 36 92 31C112 24 146 40 137 84L130 88C131 76 127 66 118 58C106 66 90 66 77 60C73 64 72 70 71.5 77Z",
  long: "M90 35C72 38 62 58 66 84C67 102 62 118 60 134C70 120 74 100 74 84C76 70 84 60 92 49C108 56 126 66 129 88C131 104 134 122 146 138C142 118 141 104 139 86C142 52 118 28 90 35Z",
  waves:
    "M98 34C74 30 60 56 66 82C62 94 70 102 62 120C74 110 76 98 73 84C75 72 82 66 90 63C104 62 112 54 116 50C126 62 128 74 129 90C136 98 130 110 142 124C140 108 146 100 139 84C143 52 124 32 98 34Z",
  bob: "M98 34C74 32 60 56 65 88C66 104 66 114 70 122C76 110 74 96 73 84C74 72 78 66 84 66C98 68 112 66 122 62C128 72 129 84 130 96C132 108 130 116 134 124C142 112 142 98 139 84C142 52 122 32 98 34Z",
  topknot:
    "M70 76C63 50 78 35 101 34C126 33 140 50 135 80L130 86C131 74 126 66 118 60C106 55 88 55 79 61C74 66 72 71 71.5 77Z",
  crest: "M84 58C80 40 88 24 110 22C132 22 144 42 136 66C130 58 124 54 116 56C106 60 92 62 84 58Z",
};

const STRANDS: Partial<Record<HairStyle, string>> = {
  crop: "M78 56C84 44 94 40 104 40M90 55C96 48 106 45 116 48M112 58C120 54 128 60 131 70",
  swept: "M74 56C82 42 98 36 112 38M82 60C96 58 112 48 126 52M120 57C130 62 133 72 133 80",
  long: "M88 40C74 48 69 64 69 84C69 98 67 110 65 120M96 44C116 48 130 60 133 84C134 100 137 114 141 124M98 39C118 40 134 54 136 76",
  waves: "M92 40C76 44 68 62 69 80M104 40C122 42 134 56 135 80C137 92 134 102 138 112M86 61C98 60 108 54 113 46",
  bob: "M92 40C76 46 69 62 69 84C69 98 69 106 71 113M106 40C124 44 134 60 135 82C136 98 134 108 135 116M90 64C102 64 112 62 120 58",
  topknot:
    "M76 60C84 46 96 42 106 38M92 56C100 50 106 44 108 38M118 60C118 50 114 44 110 38M130 70C128 54 120 44 112 38",
  crest: "M92 52C92 40 100 30 112 28M104 56C106 44 114 36 126 36M120 54C124 48 130 46 134 50",
};

/** Hair that falls behind the head. */
export function HairBehind(props: { style: HairStyle; tones: Tones }) {
  return <Show when={BACKS[props.style]}>{(path) => <path d={path()} fill={props.tones.hairShade} />}</Show>;
}

/** Hair over brow and temples. */
export function HairBefore(props: { style: HairStyle; tones: Tones; seed: string; rim: string }) {
  return (
    <Switch>
      <Match when={props.style === "curls"}>
        <Curls tones={props.tones} seed={props.seed} rim={props.rim} />
      </Match>
      <Match when={props.style === "fringe"}>
        <g fill={props.tones.hair}>
          <path d="M126 66C135 66 141 80 138 92C136 100 131 104 128 100C131 92 130 78 126 66Z" />
          <path d="M72 68C68 74 68 84 71 90C72 84 72 76 74 70Z" />
          <path
            d="M82 52Q92 44 104 47"
            fill="none"
            stroke={props.tones.glow}
            stroke-opacity="0.5"
            stroke-width="3"
            stroke-linecap="round"
          />
        </g>
      </Match>
      <Match when={FRONTS[props.style]}>
        {(path) => (
          <g>
            <Show when={props.style === "topknot"}>
              <path d="M98 38C90 26 98 14 110 15C122 16 124 30 114 38Z" fill={props.tones.hair} />
              <path d="M100 36Q107 40 114 36" stroke={props.tones.accent} stroke-width="3" fill="none" />
            </Show>
            <Show when={props.style === "crest"}>
              <path
                d="M71 76C68 54 82 40 100 38L134 52L130 84C130 72 126 64 118 58C104 54 86 54 78 60C74 64 72 70 71 76Z"
                fill={props.tones.hairShade}
                opacity="0.34"
              />
            </Show>
            <path d={path()} fill={props.tones.hair} stroke={`url(#${props.rim})`} stroke-width="1.6" />
            <g fill="none" stroke-linecap="round" stroke-width="1.5">
              <path d={STRANDS[props.style]} stroke={props.tones.hairLight} stroke-opacity="0.75" />
              <path
                d={STRANDS[props.style]}
                stroke={props.tones.hairShade}
                stroke-opacity="0.8"
                transform="translate(3.4 2.6)"
              />
            </g>
          </g>
        )}
      </Match>
    </Switch>
  );
}

function Curls(props: { tones: Tones; seed: string; rim: string }) {
  const curls = () => {
    const chance = seeded(`${props.seed}/curls`);
    return Array.from({ length: 15 }, (_, index) => {
      const turn = Math.PI * (0.93 + (index / 14) * 1.2);
      const reach = index % 2 === 0 ? 34 : 29;
      return {
        x: Math.round(101 + Math.cos(turn) * (reach + 2)),
        y: Math.round(78 + Math.sin(turn) * (reach + 5)),
        r: chance.whole(8, 11),
      };
    });
  };
  return (
    <g>
      <path
        d="M72 70C70 44 84 38 101 38C122 38 134 48 132 74C126 62 114 58 100 58C86 57 76 62 72 70Z"
        fill={props.tones.hair}
      />
      <path d={curls().map(ball).join("")} fill={props.tones.hair} stroke={`url(#${props.rim})`} stroke-width="1.2" />
      <path
        d={curls().map(shine).join("")}
        fill="none"
        stroke={props.tones.hairLight}
        stroke-opacity="0.5"
        stroke-width="1.4"
        stroke-linecap="round"
      />
    </g>
  );
}

type Curl = { x: number; y: number; r: number };

function ball({ x, y, r }: Curl): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${r * 2} 0a${r} ${r} 0 1 0 ${-r * 2} 0`;
}

function shine({ x, y, r }: Curl): string {
  return `M${x - r + 3} ${y + 1}A${r - 3} ${r - 3} 0 0 1 ${x + r - 4} ${y - 2}`;
}
