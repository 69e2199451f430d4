import { createUniqueId, Match, Switch } from "solid-js";
import { SceneDepths } from "./scene-depths.tsx";
import { HEIGHT, inkOf, WIDTH } from "./scene-ink.ts";
import type { SceneLook } from "./scene-look.ts";
import { ScenePlaces } from "./scene-places.tsx";
import { SceneRooms } from "./scene-rooms.tsx";
import { SceneSky } from "./scene-sky.tsx";
import { SceneWeather } from "./scene-weather.tsx";
import { SceneWilds } from "./scene-wilds.tsx";

const ROOMS: readonly SceneLook["kind"][] = ["tavern", "hall", "chapel"];
const DEPTHS: readonly SceneLook["kind"][] = ["crypt", "cave", "cellar"];

/** A wide vignette of a place. It fills its box, cropping the sides first; without a label it is decoration. */
export function SceneArt(props: { art: SceneLook; label?: string; class?: string }) {
  const glow = createUniqueId();
  const shade = createUniqueId();
  const lines = createUniqueId();
  const ink = () => inkOf(props.art);
  const indoors = () => ROOMS.includes(props.art.kind) || DEPTHS.includes(props.art.kind);
  const light = () => (props.art.kind === "marsh" ? "#9fe0c4" : ink().fire);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      height="100%"
      preserveAspectRatio="xMidYMid slice"
      class={props.class}
      role={props.label === undefined ? undefined : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
    >
      <defs>
        <radialGradient id={glow}>
          <stop offset="0" stop-color={light()} stop-opacity="0.62" />
          <stop offset="0.4" stop-color={light()} stop-opacity="0.22" />
          <stop offset="1" stop-color={light()} stop-opacity="0" />
        </radialGradient>
        <radialGradient id={shade} cx="0.5" cy="0.48" r="0.72">
          <stop offset="0.55" stop-color="#0a0605" stop-opacity="0" />
          <stop offset="1" stop-color="#0a0605" stop-opacity="0.55" />
        </radialGradient>
        <pattern id={lines} width="5" height="3" patternUnits="userSpaceOnUse">
          <rect width="5" height="1" fill="#0d0706" fill-opacity="0.13" />
        </pattern>
      </defs>
      <Switch fallback={<SceneSky ink={ink()} clear={props.art.weather === "clear"} />}>
        <Match when={ROOMS.includes(props.art.kind)}>
          <SceneRooms kind={props.art.kind} ink={ink()} glow={glow} />
        </Match>
        <Match when={DEPTHS.includes(props.art.kind)}>
          <SceneDepths kind={props.art.kind} ink={ink()} glow={glow} />
        </Match>
      </Switch>
      <Switch>
        <Match when={!indoors()}>
          <SceneWilds kind={props.art.kind} ink={ink()} glow={glow} />
          <ScenePlaces kind={props.art.kind} ink={ink()} glow={glow} />
          <SceneWeather ink={ink()} weather={props.art.weather} />
        </Match>
      </Switch>
      <rect width={WIDTH} height={HEIGHT} fill={`url(#${lines})`} />
      <rect width={WIDTH} height={HEIGHT} fill={`url(#${shade})`} />
    </svg>
  );
}
