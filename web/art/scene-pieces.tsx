import { Show } from "solid-js";
import { mix } from "./colour.ts";
import { type SceneInk, WIDTH } from "./scene-ink.ts";
import { ridge, ripples } from "./scene-paths.ts";

/** A soft light; with a core it has a flame at its heart. */
export function Glow(props: { x: number; y: number; r: number; glow: string; core?: boolean; strength?: number }) {
  return (
    <g>
      <circle cx={props.x} cy={props.y} r={props.r} fill={`url(#${props.glow})`} opacity={props.strength ?? 1} />
      <Show when={props.core}>
        <circle cx={props.x} cy={props.y} r={Math.max(1.6, props.r * 0.12)} fill="#fff0c8" />
      </Show>
    </g>
  );
}

/** A hanging lantern, lit when it is dark. */
export function Lantern(props: { x: number; y: number; ink: SceneInk; glow: string }) {
  return (
    <g>
      <Show when={props.ink.lit}>
        <Glow x={props.x} y={props.y + 14} r={84} glow={props.glow} />
      </Show>
      <path
        d={`M${props.x} ${props.y}v5M${props.x - 7} ${props.y + 5}h14l2 4h-18ZM${props.x - 7} ${props.y + 26}h14l2 4h-18Z`}
        fill={props.ink.near}
        stroke={props.ink.near}
        stroke-width="2"
      />
      <rect
        x={props.x - 6}
        y={props.y + 9}
        width="12"
        height="17"
        fill={props.ink.lit ? "#ffd991" : mix(props.ink.near, "#ffffff", 0.25)}
      />
    </g>
  );
}

/** Two or three lines of distance, paler the farther. */
export function Land(props: { ink: SceneInk; peaks?: boolean }) {
  return (
    <g>
      <Show when={props.peaks}>
        <path
          d={ridge(props.ink.chance("peaks"), { y: 236, rise: 52, steps: 6, sharp: true })}
          fill={props.ink.layer(0.06)}
          opacity="0.85"
        />
      </Show>
      <path d={ridge(props.ink.chance("hills"), { y: 282, rise: 30, steps: 5 })} fill={props.ink.layer(0.24)} />
      <path d={ridge(props.ink.chance("downs"), { y: 322, rise: 22, steps: 6 })} fill={props.ink.layer(0.42)} />
    </g>
  );
}

/** Water that holds the colours of the sky, darker towards us. */
export function Water(props: { ink: SceneInk; shore: string; top: number }) {
  return (
    <g>
      <path d={props.shore} fill={mix(props.ink.low, props.ink.near, 0.46)} />
      <path
        d={`M0 ${props.top + 70}C300 ${props.top + 56} 800 ${props.top + 84} ${WIDTH} ${props.top + 66}V480H0Z`}
        fill={props.ink.near}
        opacity="0.42"
      />
      <path
        d={ripples(props.ink.chance("ripples"), { from: 40, to: 1160, top: props.top + 8, bottom: 474, count: 40 })}
        stroke={mix(props.ink.low, "#fff2d8", 0.3)}
        stroke-opacity="0.42"
        stroke-width="2"
        stroke-linecap="round"
      />
    </g>
  );
}

/** Where the light of windows is drawn: warm at night, a dark pane by day. */
export function paneColour(ink: SceneInk): string {
  return ink.lit ? "#ffce7a" : mix(ink.near, "#9fb3b5", 0.28);
}
