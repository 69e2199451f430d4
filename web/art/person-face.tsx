import { For, Show } from "solid-js";
import { mix } from "./colour.ts";
import type { Tones } from "./portrait-tones.ts";

/** What the seed and the look make of one face. All lengths are units of the 200 × 200 portrait. */
export type FaceShape = {
  soft: boolean;
  jaw: number;
  chin: number;
  brow: number;
  nose: number;
  smile: number;
  lid: number;
  pointed: boolean;
  age: "young" | "grown" | "old";
  iris: string;
  freckles: boolean;
  gaunt: boolean;
};

/** The outline of the face, turned a little to the fire on its left. */
export function faceOutline(shape: FaceShape): string {
  const jaw = shape.jaw;
  const chin = 125 + shape.chin;
  return [
    "M71 70C70 80 70 86 71.5 91",
    `C73 101 ${78 - jaw * 0.5} 112 ${85 - jaw * 0.4} ${chin - 6}`,
    `Q${90 - jaw * 0.2} ${chin} 97 ${chin}`,
    `C${106 + jaw * 0.5} ${chin} ${117 + jaw} ${chin - 7} ${123 + jaw} ${109 + shape.chin * 0.4}`,
    "C127 102 129 90 129 78L129 60C128 42 72 42 71 70Z",
  ].join("");
}

/** Head, ear, and features. Hair, beard and hats come after it. */
export function Face(props: { shape: FaceShape; tones: Tones; clip: string }) {
  return (
    <g>
      <Ear pointed={props.shape.pointed} tones={props.tones} />
      <path d={faceOutline(props.shape)} fill={props.tones.skin} />
      <g clip-path={`url(#${props.clip})`}>
        <Planes shape={props.shape} tones={props.tones} />
      </g>
      <Eyes shape={props.shape} tones={props.tones} />
      <Nose shape={props.shape} tones={props.tones} />
      <Mouth shape={props.shape} tones={props.tones} />
      <Age shape={props.shape} tones={props.tones} />
    </g>
  );
}

function Ear(props: { pointed: boolean; tones: Tones }) {
  return (
    <g>
      <path
        d={
          props.pointed
            ? "M127 80C131 72 142 64 153 56C151 72 145 92 134 101C129 102 126 98 127 90Z"
            : "M127 80C131 73 139 74 139 83C139 92 135 101 130 101C127 100 126 94 127 90Z"
        }
        fill={mix(props.tones.skin, props.tones.shade, 0.55)}
      />
      <path
        d={props.pointed ? "M131 84C136 76 141 72 146 67C144 76 140 87 134 94" : "M131 83C135 80 136 85 133 94"}
        fill="none"
        stroke={props.tones.deep}
        stroke-opacity="0.55"
        stroke-width="1.6"
      />
    </g>
  );
}

function Planes(props: { shape: FaceShape; tones: Tones }) {
  return (
    <g>
      <path d="M70 60C68 82 70 104 84 122L78 124L62 90Z" fill={props.tones.glow} opacity="0.4" />
      <path
        d="M116 40C120 60 116 68 121 78C123 87 117 93 115 102C113 111 108 118 106 130L140 130L140 40Z"
        fill={props.tones.shade}
        opacity="0.9"
      />
      <path d="M125 60C128 80 126 100 112 130L140 130L140 60Z" fill={props.tones.deep} opacity="0.5" />
      <path d="M74 80C77 75 88 74 93 79C90 88 78 89 74 80Z" fill={props.tones.shade} opacity="0.5" />
      <path d="M97 79C102 73 115 74 119 80C117 89 102 90 97 79Z" fill={props.tones.shade} opacity="0.62" />
      <Show when={props.shape.gaunt || !props.shape.soft}>
        <path d="M119 94C113 98 109 106 108 116C114 112 119 104 119 94Z" fill={props.tones.deep} opacity="0.22" />
      </Show>
      <Show when={props.shape.soft}>
        <ellipse cx="80" cy="97" rx="7" ry="5" fill={props.tones.lip} opacity="0.26" />
        <ellipse cx="111" cy="98" rx="8" ry="5.5" fill={props.tones.lip} opacity="0.3" />
      </Show>
      <Show when={props.shape.freckles}>
        <For each={FRECKLES}>{([x, y]) => <circle cx={x} cy={y} r="0.9" fill={props.tones.deep} opacity="0.4" />}</For>
      </Show>
    </g>
  );
}

const FRECKLES = [
  [77, 95],
  [80, 93],
  [82, 97],
  [85, 94],
  [89, 93],
  [101, 94],
  [105, 97],
  [108, 94],
  [112, 96],
] as const;

function Eyes(props: { shape: FaceShape; tones: Tones }) {
  return (
    <g>
      <Eye x={83.5} half={5.2} shape={props.shape} tones={props.tones} />
      <Eye x={107.5} half={6.2} shape={props.shape} tones={props.tones} />
      <g fill={props.tones.hairShade}>
        <path d={browPath(77, 90.5, props.shape)} />
        <path d={browPath(117.5, 100, props.shape)} />
      </g>
    </g>
  );
}

function browPath(outer: number, inner: number, shape: FaceShape): string {
  const thick = shape.soft ? 1.9 : 3.3;
  const tilt = shape.brow;
  const middle = outer + (inner - outer) * 0.42;
  const top = 72 - (shape.soft ? 1.2 : 0);
  return `M${outer} ${top + 3.2}Q${middle} ${top - 2} ${inner} ${top + 2 + tilt}L${inner} ${top + 2 + tilt + thick}Q${middle} ${top + thick - 1.4} ${outer} ${top + 3.2}Z`;
}

function Eye(props: { x: number; half: number; shape: FaceShape; tones: Tones }) {
  const y = 82.5;
  const open = () => (props.shape.soft ? 4.6 : 3.7) - props.shape.lid;
  const left = () => props.x - props.half;
  const right = () => props.x + props.half;
  const outward = () => (props.x < 95 ? left() - 1.6 : right() + 1.8);
  return (
    <g>
      <path
        d={`M${left()} ${y}Q${props.x} ${y - open() * 1.9} ${right()} ${y}Q${props.x} ${y + open()} ${left()} ${y}Z`}
        fill={mix("#f2e6d4", props.tones.shade, 0.3)}
      />
      <circle cx={props.x - 0.7} cy={y - 0.5} r={2.7} fill={props.shape.iris} />
      <circle cx={props.x - 0.7} cy={y - 0.5} r={1.35} fill={props.tones.line} />
      <circle cx={props.x - 1.7} cy={y - 1.6} r={0.75} fill="#fff3da" />
      <path
        d={`M${left()} ${y}Q${props.x} ${y - open() * 2.1} ${right()} ${y}`}
        fill="none"
        stroke={props.tones.line}
        stroke-width={props.shape.soft ? 2.1 : 1.8}
        stroke-linecap="round"
      />
      <Show when={props.shape.soft}>
        <path
          d={`M${props.x < 95 ? left() : right()} ${y}L${outward()} ${y - 1.8}`}
          stroke={props.tones.line}
          stroke-width="1.5"
          stroke-linecap="round"
        />
      </Show>
      <path
        d={`M${left() + 1.5} ${y + open() * 0.5}Q${props.x} ${y + open() * 0.85} ${right() - 1} ${y + open() * 0.4}`}
        fill="none"
        stroke={props.tones.deep}
        stroke-opacity="0.45"
        stroke-width="0.8"
      />
    </g>
  );
}

function Nose(props: { shape: FaceShape; tones: Tones }) {
  const tip = () => 98.5 + props.shape.nose * 0.5;
  const out = () => 89.5 - props.shape.nose * 0.8;
  return (
    <g>
      <path
        d={`M97 76C97 84 99.5 90 101.5 ${tip() - 2}C102.5 ${tip() + 2} 98 ${tip() + 3.6} ${out() + 3} ${tip() + 2.6}C95 ${tip()} 95 90 93.6 84Z`}
        fill={props.tones.shade}
        opacity="0.85"
      />
      <path
        d={`M92.5 82C92 89 91 93 ${out()} ${tip() - 1}Q${out() - 0.4} ${tip() + 2} ${out() + 3} ${tip() + 2.4}`}
        fill="none"
        stroke={props.tones.glow}
        stroke-opacity="0.75"
        stroke-width="1.5"
        stroke-linecap="round"
      />
      <path
        d={`M${out() + 2.6} ${tip() + 2.6}Q${out() + 5} ${tip() + 1.2} ${out() + 7} ${tip() + 2.8}`}
        fill="none"
        stroke={props.tones.line}
        stroke-opacity="0.75"
        stroke-width="1.5"
        stroke-linecap="round"
      />
    </g>
  );
}

function Mouth(props: { shape: FaceShape; tones: Tones }) {
  const smile = () => props.shape.smile;
  return (
    <g>
      <Show when={props.shape.soft}>
        <path
          d="M87 109.5Q91 105.6 94 107.2Q97 105.4 103 109.2Q97 115.4 93.5 115Q89.5 114.6 87 109.5Z"
          fill={props.tones.lip}
        />
        <path
          d="M90 112.6Q94 114.4 98 112.4"
          stroke={props.tones.glow}
          stroke-opacity="0.5"
          stroke-width="1.2"
          fill="none"
        />
      </Show>
      <path
        d={`M${86 + (props.shape.soft ? 1 : 0)} ${109.6 - smile()}Q90 ${109.6 + smile() * 0.5} 94 110Q99 ${110 + smile() * 0.7} ${props.shape.soft ? 103 : 105} ${109 - smile()}`}
        fill="none"
        stroke={props.tones.line}
        stroke-width={props.shape.soft ? 1.4 : 1.8}
        stroke-linecap="round"
      />
      <path
        d="M90 116.6Q95 118.8 100 116.4"
        fill="none"
        stroke={props.tones.shade}
        stroke-width="2"
        stroke-linecap="round"
      />
    </g>
  );
}

function Age(props: { shape: FaceShape; tones: Tones }) {
  return (
    <Show when={props.shape.age === "old"}>
      <g fill="none" stroke={props.tones.deep} stroke-opacity="0.5" stroke-width="1.1" stroke-linecap="round">
        <path d="M79 88.5Q84 91 89 88.4M102 88.8Q108 91.6 114 88.6" />
        <path d="M86.5 99Q83 104 83.4 108M104 100Q108 105 107.6 110" />
        <path d="M84 63Q94 60.5 106 63M86 67.6Q95 65.6 104 67.6" />
      </g>
    </Show>
  );
}
