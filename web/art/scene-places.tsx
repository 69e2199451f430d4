import { For, Match, Show, Switch } from "solid-js";
import { mix } from "./colour.ts";
import type { SceneInk } from "./scene-ink.ts";
import type { SceneLook } from "./scene-look.ts";
import { blades, deadTree, firs, house, oaks, ridge } from "./scene-paths.ts";
import { Glow, Land, Lantern, paneColour, Water } from "./scene-pieces.tsx";

/** Where people have built: mill, tower, village, bridge. */
export function ScenePlaces(props: { kind: SceneLook["kind"]; ink: SceneInk; glow: string }) {
  return (
    <Switch>
      <Match when={props.kind === "mill"}>
        <Mill {...props} />
      </Match>
      <Match when={props.kind === "tower"}>
        <Tower {...props} />
      </Match>
      <Match when={props.kind === "village"}>
        <Village {...props} />
      </Match>
      <Match when={props.kind === "bridge"}>
        <Bridge {...props} />
      </Match>
    </Switch>
  );
}

type PlaceProps = { ink: SceneInk; glow: string };

function House(props: { x: number; y: number; width: number; height: number; depth: number } & PlaceProps) {
  const parts = () => house(props.x, props.y, props.width, props.height);
  return (
    <g>
      <Show when={props.ink.lit}>
        <Glow
          x={props.x + props.width / 2}
          y={props.y - props.height * 0.5}
          r={props.width * 0.9}
          glow={props.glow}
          strength={0.5}
        />
      </Show>
      <path d={parts().walls} fill={mix(props.ink.stone, props.ink.layer(props.depth), 0.62)} />
      <path
        d={parts().roof}
        fill={
          props.ink.snow
            ? mix(props.ink.layer(props.depth), "#e9ecee", 0.55)
            : props.ink.layer(Math.min(1, props.depth + 0.14))
        }
      />
      <path d={parts().windows} fill={paneColour(props.ink)} />
    </g>
  );
}

function Mill(props: PlaceProps) {
  const ink = () => props.ink;
  const spokes = [0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5];
  return (
    <g>
      <Land ink={ink()} />
      <path
        d={firs(ink().chance("firs"), { from: -10, to: 400, base: 356, low: 50, high: 110, count: 18 })}
        fill={ink().layer(0.54)}
      />
      <path
        d={oaks(ink().chance("oaks"), { from: 960, to: 1200, base: 366, size: 110, count: 3 })}
        fill={ink().layer(0.64)}
      />
      <path d="M0 362C240 348 520 364 1200 352L1200 480L0 480Z" fill={ink().layer(0.74)} />
      <House x={690} y={386} width={220} height={112} depth={0.72} ink={ink()} glow={props.glow} />
      <path
        d="M690 330h220M748 274v112M846 274v112M690 386L748 330M910 386L846 330"
        stroke={ink().near}
        stroke-opacity="0.55"
        stroke-width="6"
        fill="none"
      />
      <path d="M778 386v-44q0 -16 18 -16t18 16v44Z" fill={ink().near} />
      <Water ink={ink()} top={392} shore="M0 402C180 392 420 394 560 398C700 402 900 410 1200 396L1200 480L0 480Z" />
      <path d="M0 340L640 350L640 362L0 354Z" fill={ink().layer(0.86)} />
      <path d="M70 352v60M210 356v54M350 358v50M490 360v46" stroke={ink().layer(0.9)} stroke-width="9" />
      <g fill="none" stroke={ink().near}>
        <circle cx="640" cy="356" r="76" stroke-width="9" />
        <circle cx="640" cy="356" r="62" stroke-width="4" />
        <For each={spokes}>
          {(turn) => (
            <path d="M560 356h160M560 346v20M720 346v20" stroke-width="6" transform={`rotate(${turn} 640 356)`} />
          )}
        </For>
      </g>
      <circle cx="640" cy="356" r="11" fill={ink().near} />
      <path
        d="M566 380C560 400 566 412 574 420M600 428C620 440 660 440 684 426"
        stroke="#f4ead6"
        stroke-opacity="0.5"
        stroke-width="4"
        fill="none"
        stroke-linecap="round"
      />
      <Lantern x={928} y={308} ink={ink()} glow={props.glow} />
      <path
        d={blades(ink().chance("reeds"), { from: -10, to: 420, base: 486, height: 84, count: 60 })}
        fill={ink().near}
      />
      <path
        d={blades(ink().chance("reeds2"), { from: 860, to: 1210, base: 486, height: 90, count: 50 })}
        fill={ink().near}
      />
    </g>
  );
}

function Tower(props: PlaceProps) {
  const ink = () => props.ink;
  const x = () => ink().chance("tower").between(560, 760);
  return (
    <g>
      <Land ink={ink()} peaks />
      <path
        d={firs(ink().chance("firs"), { from: -10, to: 1210, base: 372, low: 26, high: 66, count: 44 })}
        fill={ink().layer(0.5)}
      />
      <g transform={`translate(${x()} 0)`}>
        <Show when={ink().lit}>
          <Glow x={2} y={112} r={130} glow={props.glow} strength={0.7} />
        </Show>
        <path
          d="M-230 480C-150 430 -120 372 -76 346L-40 336L60 332L96 352C140 384 180 440 260 480Z"
          fill={ink().layer(0.84)}
        />
        <path
          d="M-44 344L-34 130L-48 120L-48 86L-32 86L-32 98L-14 98L-14 86L10 86L10 98L28 98L28 86L46 86L46 120L34 130L46 340Z"
          fill={mix(ink().stone, ink().layer(0.72), 0.66)}
        />
        <path d="M10 98L28 98L28 86L46 86L46 120L34 130L46 340L12 342Z" fill={ink().near} opacity="0.55" />
        <path d="M-40 86L0 8L40 86Z" fill={ink().layer(0.94)} />
        <path d="M0 8V-14L26 -6L0 2" fill="#b6482c" stroke={ink().near} stroke-width="2" />
        <path
          d="M-8 126q0 -12 8 -12t8 12v18h-16ZM-22 206q0 -9 6 -9t6 9v16h-12ZM12 270q0 -9 6 -9t6 9v16h-12Z"
          fill={paneColour(ink())}
        />
        <path d="M-12 342v-26q0 -14 14 -14t14 14v26Z" fill={ink().near} />
        <path
          d="M-38 170h14M-30 186h18M-40 240h16M-20 256h16M-42 300h20M-18 288h12"
          stroke={ink().near}
          stroke-opacity="0.5"
          stroke-width="3"
        />
      </g>
      <path
        d="M300 120q10 -10 18 0q8 -10 18 0M360 92q8 -8 14 0q6 -8 14 0M860 140q9 -9 16 0q7 -9 16 0"
        fill="none"
        stroke={ink().near}
        stroke-width="3"
        stroke-linecap="round"
      />
      <path d={deadTree(ink().chance("dead"), { x: 150, y: 486, height: 300, lean: 0.15 })} fill={ink().near} />
      <path
        d={blades(ink().chance("grass"), { from: 0, to: 1200, base: 486, height: 44, count: 70 })}
        fill={ink().near}
      />
    </g>
  );
}

function Village(props: PlaceProps) {
  const ink = () => props.ink;
  const row = (name: string, from: number, count: number, base: number, size: number) => {
    const chance = ink().chance(name);
    return Array.from({ length: count }, (_, index) => ({
      x: from + index * size * 1.5 + chance.between(-size * 0.14, size * 0.14),
      y: base + chance.between(-6, 8),
      width: size * chance.between(0.9, 1.25),
      height: size * chance.between(0.5, 0.72),
    }));
  };
  return (
    <g>
      <Land ink={ink()} peaks />
      <path d="M786 352L792 232L810 150L828 232L834 352Z" fill={ink().layer(0.6)} />
      <path d="M804 262q0 -10 6 -10t6 10v16h-12Z" fill={paneColour(ink())} />
      <For each={row("back", 250, 7, 350, 74)}>
        {(at) => <House {...at} depth={0.46} ink={ink()} glow={props.glow} />}
      </For>
      <path
        d={oaks(ink().chance("oaks"), { from: 90, to: 1130, base: 366, size: 52, count: 8 })}
        fill={ink().layer(0.62)}
      />
      <path d={ridge(ink().chance("green"), { y: 372, rise: 10, steps: 5 })} fill={ink().layer(0.74)} />
      <path
        d="M440 480C560 440 660 420 628 392C612 378 616 370 628 362L642 362C632 372 640 380 664 392C730 424 720 446 790 480Z"
        fill={mix(ink().low, ink().near, 0.55)}
      />
      <For each={row("front", 40, 2, 424, 150)}>
        {(at) => <House {...at} depth={0.78} ink={ink()} glow={props.glow} />}
      </For>
      <For each={row("front2", 850, 2, 420, 140)}>
        {(at) => <House {...at} depth={0.8} ink={ink()} glow={props.glow} />}
      </For>
      <path
        d="M262 288c-10 -20 12 -34 2 -56c-6 -16 8 -30 4 -46"
        stroke={ink().low}
        stroke-opacity="0.35"
        stroke-width="10"
        fill="none"
        stroke-linecap="round"
      />
      <path
        d="M0 446h470M20 430v44M80 430v44M140 430v44M200 430v44M260 430v44M320 430v44M380 430v44M440 430v44M780 452h420M800 436v44M870 436v44M940 436v44M1010 436v44M1080 436v44M1150 436v44"
        stroke={ink().near}
        stroke-width="7"
      />
      <path
        d={blades(ink().chance("grass"), { from: 0, to: 1200, base: 486, height: 34, count: 60 })}
        fill={ink().near}
      />
    </g>
  );
}

function Bridge(props: PlaceProps) {
  const ink = () => props.ink;
  return (
    <g>
      <Land ink={ink()} peaks />
      <path
        d={firs(ink().chance("firs"), { from: -10, to: 420, base: 346, low: 50, high: 110, count: 20 })}
        fill={ink().layer(0.5)}
      />
      <path
        d={oaks(ink().chance("oaks"), { from: 840, to: 1200, base: 352, size: 84, count: 5 })}
        fill={ink().layer(0.52)}
      />
      <Water ink={ink()} top={352} shore="M0 356C300 346 900 346 1200 354L1200 480L0 480Z" />
      <path
        d="M0 332C200 322 360 280 600 276C840 280 1000 322 1200 332L1200 430L1130 430C1120 372 1040 352 980 356C930 360 890 388 884 438L812 438C800 360 720 330 604 330C490 330 404 360 392 438L320 438C314 388 274 360 224 356C164 352 90 372 76 430L0 430Z"
        fill={mix(ink().stone, ink().layer(0.74), 0.6)}
      />
      <path
        d="M0 332C200 322 360 280 600 276C840 280 1000 322 1200 332L1200 316C1000 306 840 262 600 258C360 262 200 306 0 316Z"
        fill={ink().layer(0.9)}
      />
      <path
        d="M392 438C404 360 490 330 604 330C720 330 800 360 812 438M320 438C314 388 274 360 224 356M884 438C890 388 930 360 980 356"
        stroke={ink().near}
        stroke-opacity="0.6"
        stroke-width="7"
        fill="none"
      />
      <path
        d="M420 318h30M470 304h34M700 304h34M760 322h30M110 346h34M1050 346h34M300 350h26M880 350h26"
        stroke={ink().near}
        stroke-opacity="0.45"
        stroke-width="4"
      />
      <path d="M352 278v-60M848 278v-60" stroke={ink().near} stroke-width="7" />
      <Lantern x={352} y={206} ink={ink()} glow={props.glow} />
      <Lantern x={848} y={206} ink={ink()} glow={props.glow} />
      <path
        d="M590 262C586 236 590 216 600 212C596 204 600 194 608 194C617 194 620 204 616 212C628 218 632 238 630 262ZM638 262L632 204L635 203L643 262Z"
        fill={ink().near}
      />
      <path
        d="M346 452h14M340 464h26M842 452h14M836 464h26"
        stroke={ink().fire}
        stroke-opacity={ink().lit ? 0.6 : 0}
        stroke-width="3"
        stroke-linecap="round"
      />
      <path
        d={blades(ink().chance("reeds"), { from: -10, to: 260, base: 486, height: 100, count: 44 })}
        fill={ink().near}
      />
      <path
        d={blades(ink().chance("reeds2"), { from: 960, to: 1210, base: 486, height: 100, count: 44 })}
        fill={ink().near}
      />
    </g>
  );
}
