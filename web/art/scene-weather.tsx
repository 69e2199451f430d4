import { createUniqueId, Match, Switch } from "solid-js";
import { HEIGHT, type SceneInk, WIDTH } from "./scene-ink.ts";
import type { SceneLook } from "./scene-look.ts";

/** What falls or drifts between us and the scene. */
export function SceneWeather(props: { ink: SceneInk; weather: SceneLook["weather"] }) {
  const fog = createUniqueId();
  return (
    <Switch>
      <Match when={props.weather === "rain"}>
        <path d={rain(props.ink)} stroke="#e8e6e0" stroke-opacity="0.26" stroke-width="1.4" stroke-linecap="round" />
      </Match>
      <Match when={props.weather === "snow"}>
        <g stroke="#fbf7ef" stroke-linecap="round">
          <path d={flakes(props.ink, "fine", 90)} stroke-width="2.6" opacity="0.7" />
          <path d={flakes(props.ink, "near", 34)} stroke-width="5" opacity="0.8" />
        </g>
      </Match>
      <Match when={props.weather === "fog"}>
        <g>
          <linearGradient id={fog} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stop-color={props.ink.low} stop-opacity="0" />
            <stop offset="0.5" stop-color={props.ink.low} stop-opacity="0.75" />
            <stop offset="1" stop-color={props.ink.low} stop-opacity="0" />
          </linearGradient>
          <path d="M0 250Q300 220 620 252T1200 240V350Q900 372 600 346T0 356Z" fill={`url(#${fog})`} />
          <path d="M0 330Q260 312 560 336T1200 322V420Q880 438 540 414T0 430Z" fill={`url(#${fog})`} />
        </g>
      </Match>
    </Switch>
  );
}

function rain(ink: SceneInk): string {
  const chance = ink.chance("rain");
  return Array.from({ length: 110 }, () => {
    const length = chance.whole(14, 34);
    return `M${chance.whole(0, WIDTH + 60)} ${chance.whole(-20, HEIGHT)}l${-Math.round(length * 0.28)} ${length}`;
  }).join("");
}

function flakes(ink: SceneInk, name: string, count: number): string {
  const chance = ink.chance(`flakes/${name}`);
  return Array.from({ length: count }, () => `M${chance.whole(0, WIDTH)} ${chance.whole(0, HEIGHT)}h0`).join("");
}
