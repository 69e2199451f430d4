import { createUniqueId, For, Show } from "solid-js";
import { mix } from "./colour.ts";
import { HEIGHT, type SceneInk, WIDTH } from "./scene-ink.ts";

/** Sky, sun or moon, stars, and long clouds. */
export function SceneSky(props: { ink: SceneInk; clear: boolean }) {
  const sky = createUniqueId();
  const halo = createUniqueId();
  const lamp = () => {
    const chance = props.ink.chance("lamp");
    const low = props.ink.time === "dusk" || props.ink.time === "dawn";
    return {
      x: chance.between(300, 900),
      y: low ? chance.between(236, 262) : chance.between(80, 130),
      r: low ? 46 : 34,
    };
  };
  return (
    <g>
      <defs>
        <linearGradient id={sky} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color={props.ink.high} />
          <stop offset="0.42" stop-color={props.ink.middle} />
          <stop offset="0.72" stop-color={props.ink.low} />
        </linearGradient>
        <radialGradient id={halo}>
          <stop offset="0" stop-color={disc(props.ink)} stop-opacity="0.55" />
          <stop offset="1" stop-color={disc(props.ink)} stop-opacity="0" />
        </radialGradient>
      </defs>
      <rect width={WIDTH} height={HEIGHT} fill={`url(#${sky})`} />
      <Show when={props.ink.time === "night" && props.clear}>
        <path d={stars(props.ink)} stroke="#f4e9d2" stroke-width="1.7" stroke-linecap="round" opacity="0.75" />
      </Show>
      <Show when={props.clear}>
        <circle cx={lamp().x} cy={lamp().y} r={lamp().r * 5} fill={`url(#${halo})`} />
        <circle cx={lamp().x} cy={lamp().y} r={lamp().r} fill={disc(props.ink)} />
      </Show>
      <For each={clouds(props.ink)}>
        {(cloud) => <path d={cloud} fill={mix(props.ink.middle, props.ink.low, 0.55)} opacity="0.38" />}
      </For>
    </g>
  );
}

function disc(ink: SceneInk): string {
  return ink.time === "night" ? "#efe6d0" : mix(ink.low, "#fff3d4", 0.62);
}

function stars(ink: SceneInk): string {
  const chance = ink.chance("stars");
  return Array.from({ length: 70 }, () => `M${chance.whole(0, WIDTH)} ${chance.whole(4, 220)}h0`).join("");
}

function clouds(ink: SceneInk): string[] {
  const chance = ink.chance("clouds");
  return Array.from({ length: 5 }, () => {
    const x = chance.whole(-100, 1000);
    const y = chance.whole(50, 215);
    const length = chance.whole(180, 420);
    const h = chance.whole(6, 13);
    return `M${x} ${y}q${length * 0.2} ${-h * 1.6} ${length * 0.4} ${-h}q${length * 0.3} ${-h * 1.2} ${length * 0.6} ${h}q${-length * 0.25} ${h * 0.8} ${-length * 0.5} ${h * 0.5}q${-length * 0.3} ${h * 0.5} ${-length * 0.5} ${-h * 0.5}Z`;
  });
}
