import { mix } from "./colour.ts";
import type { SceneLook } from "./scene-look.ts";
import { type Seeded, seeded } from "./seeded.ts";

export const WIDTH = 1200;
export const HEIGHT = 480;

type Hour = { high: string; middle: string; low: string; far: string; near: string; lit: boolean };

const HOURS: Record<SceneLook["time"], Hour> = {
  dusk: { high: "#2a1d2c", middle: "#7c3d3a", low: "#f0a058", far: "#8a4d48", near: "#170d0f", lit: true },
  night: { high: "#0b0d17", middle: "#1c2233", low: "#46506a", far: "#3a4258", near: "#07070b", lit: true },
  dawn: { high: "#454a6b", middle: "#b78389", low: "#f8d6a8", far: "#a3858f", near: "#221a20", lit: true },
  day: { high: "#7ea2ad", middle: "#b8cdc4", low: "#f3e8ca", far: "#a5b9a8", near: "#232a1c", lit: false },
};

/** The colours of one scene, and a stream of chance for each thing drawn in it. */
export type SceneInk = Hour & {
  fire: string;
  stone: string;
  time: SceneLook["time"];
  snow: boolean;
  /** The colour of a layer: 0 is the horizon, 1 the frame in front of us. */
  layer(depth: number): string;
  chance(name: string): Seeded;
};

/** Mixes the hour with the weather and with a tint of the scene's own. */
export function inkOf(look: SceneLook): SceneInk {
  const hour = HOURS[look.time];
  const tint = seeded(`${look.seed}/tint`).pick(["#7a4a2a", "#39524f", "#5a4467", "#6b5a2e"]);
  const dull = { clear: 0, rain: 0.42, snow: 0.25, fog: 0.4 }[look.weather];
  const grey = look.time === "night" ? "#232733" : look.time === "day" ? "#a3aaa6" : "#5d5458";
  const high = mix(mix(hour.high, tint, 0.14), grey, dull);
  const middle = mix(mix(hour.middle, tint, 0.12), grey, dull);
  const low = mix(hour.low, grey, dull * 0.9);
  const snowy = look.weather === "snow" ? 0.34 : 0;
  const far = mix(mix(hour.far, low, look.weather === "fog" ? 0.45 : 0.12), "#dfe3e6", snowy);
  const near = mix(hour.near, tint, 0.06);
  return {
    ...hour,
    high,
    middle,
    low,
    far,
    near,
    fire: "#ffb454",
    stone: mix("#4a3f3a", tint, 0.22),
    time: look.time,
    snow: look.weather === "snow",
    layer: (depth) => mix(far, near, depth),
    chance: (name) => seeded(`${look.seed}/${name}`),
  };
}
