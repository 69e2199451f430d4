import { createUniqueId, For, Match, Show, Switch } from "solid-js";
import { mix } from "./colour.ts";
import { HEIGHT, type SceneInk, WIDTH } from "./scene-ink.ts";
import type { SceneLook } from "./scene-look.ts";
import { Glow } from "./scene-pieces.tsx";

type RoomProps = { ink: SceneInk; glow: string };

/** Rooms above ground, where the hour shows in the windows. */
export function SceneRooms(props: { kind: SceneLook["kind"] } & RoomProps) {
  return (
    <Switch>
      <Match when={props.kind === "tavern"}>
        <Tavern {...props} />
      </Match>
      <Match when={props.kind === "hall"}>
        <Hall {...props} />
      </Match>
      <Match when={props.kind === "chapel"}>
        <Chapel {...props} />
      </Match>
    </Switch>
  );
}

function Hearth(props: { x: number; y: number } & RoomProps) {
  return (
    <g transform={`translate(${props.x} ${props.y})`}>
      <path d="M-120 0L-104 -150L-70 -170L-58 -300L58 -300L70 -170L104 -150L120 0Z" fill="#4a3a30" />
      <path d="M20 -300L58 -300L70 -170L104 -150L120 0L86 0L70 -140L44 -160Z" fill="#2c211c" />
      <path d="M-70 0L-70 -84Q-66 -116 0 -118Q66 -116 70 -84L70 0Z" fill="#1a0c07" />
      <path
        d="M-92 -40h20M-98 -70h22M-90 -104h24M-84 -130h18M72 -60h22M70 -96h20M-30 -140h40M-60 -146h18M-40 -200h26M-10 -236h30"
        stroke="#241914"
        stroke-width="4"
      />
      <path
        d="M0 -104C10 -76 40 -66 36 -30C34 -10 20 0 0 0C-22 0 -36 -12 -34 -34C-32 -54 -16 -58 -14 -80C-6 -74 -4 -66 -2 -60C4 -76 4 -90 0 -104Z"
        fill="#f2802a"
      />
      <path d="M2 -62C8 -42 22 -34 20 -18C18 -4 10 0 0 0C-12 0 -20 -8 -18 -20C-16 -32 -2 -36 2 -62Z" fill="#ffdc8f" />
      <path d="M-46 0L38 -14L42 -4L-40 10ZM46 2L-36 -16L-40 -6L40 12Z" fill="#24130b" />
      <rect x="-132" y="-2" width="264" height="16" fill="#5a4638" />
    </g>
  );
}

function Tavern(props: RoomProps) {
  return (
    <g>
      <rect width={WIDTH} height={HEIGHT} fill="#3a2318" />
      <path d="M0 356L1200 356L1200 480L0 480Z" fill="#26160f" />
      <path
        d="M0 384h1200M0 420h1200M200 356L140 480M420 356L400 480M640 356L660 480M860 356L930 480M1080 356L1190 480"
        stroke="#180d08"
        stroke-width="3"
      />
      <path d="M930 120h150v140h-150Z" fill={mix(props.ink.middle, props.ink.low, 0.4)} />
      <path d="M930 210C980 190 1030 214 1080 196V260H930Z" fill={props.ink.layer(0.5)} />
      <path d="M922 112h166v156h-166ZM1005 112v156M922 190h166" fill="none" stroke="#1c100a" stroke-width="9" />
      <Hearth x={250} y={372} {...props} />
      <Glow x={250} y={320} r={420} glow={props.glow} />
      <path
        d="M0 0H1200V34H0ZM400 34h34v322h-34ZM812 34h32v322h-32ZM1150 34h50v322h-50ZM0 34h44v322h-44ZM434 34L520 34L434 110ZM812 34L730 34L812 110ZM844 34L920 34L844 100ZM400 34L330 34L400 100Z"
        fill="#1f120b"
      />
      <path d="M400 40v310" stroke="#c9793a" stroke-opacity="0.5" stroke-width="3" />
      <For each={[600, 700]}>
        {(x) => (
          <g>
            <Glow x={x} y={118} r={120} glow={props.glow} />
            <path d={`M${x} 34v56M${x - 16} 90h32M${x - 16} 128h32`} stroke="#140b07" stroke-width="4" />
            <rect x={x - 10} y="92" width="20" height="34" fill="#ffd98c" />
          </g>
        )}
      </For>
      <path
        d="M470 300h60v-10h-56ZM960 310h150l10 -9h-150ZM980 301v-34h16v34ZM1004 301v-46h12v46ZM1030 301v-30h20v30ZM1064 301v-40h14v40Z"
        fill="#170c07"
      />
      <Company {...props} />
    </g>
  );
}

function Company(props: RoomProps) {
  const people = [
    [530, 1],
    [612, 0.94],
    [810, 1.04],
    [884, 0.96],
  ] as const;
  return (
    <g>
      <For each={people}>
        {([x, scale]) => (
          <g transform={`translate(${x} 406) scale(${scale})`}>
            <path
              d="M-44 24C-46 -30 -32 -52 -12 -58C-22 -72 -18 -98 2 -98C22 -98 26 -72 14 -58C36 -50 46 -28 44 24Z"
              fill="#150b07"
            />
            <path
              d="M-12 -58C-22 -72 -18 -92 -6 -97M-42 0C-42 -34 -30 -52 -12 -58"
              stroke="#e0843a"
              stroke-width="3.4"
              stroke-opacity="0.8"
              fill="none"
              stroke-linecap="round"
            />
          </g>
        )}
      </For>
      <path d="M440 408L980 408L1010 432L410 432ZM470 432h26v48h-26ZM930 432h26v48h-26Z" fill="#3b2114" />
      <path d="M440 408L980 408L985 413L434 413Z" fill="#b06a35" />
      <path
        d="M688 408v-26h24v26ZM712 388q12 0 12 8t-12 8M760 408v-20h20v20ZM700 382v-4"
        fill="#5a351e"
        stroke="#5a351e"
        stroke-width="3"
      />
      <Glow x={735} y={396} r={90} glow={props.glow} />
      <path d="M730 408v-18h10v18Z" fill="#f3e4c4" />
      <path d="M735 376q7 8 0 14q-7 -6 0 -14Z" fill="#ffe2a0" />
      <path d="M1040 480v-84q44 -18 88 0v84ZM1120 480v-66q34 -14 70 0v66Z" fill="#150b07" />
      <path d="M1036 420h96M1036 456h96M1118 432h76" stroke="#5a3a22" stroke-width="5" />
    </g>
  );
}

function Hall(props: RoomProps) {
  const sky = createUniqueId();
  return (
    <g>
      <linearGradient id={sky} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color={props.ink.middle} />
        <stop offset="1" stop-color={props.ink.low} />
      </linearGradient>
      <rect width={WIDTH} height={HEIGHT} fill="#2c1f1c" />
      <path d="M500 90L700 90L700 340L500 340Z" fill="#1e1514" />
      <path d="M0 0L500 90L500 340L0 452Z" fill="#372722" />
      <path d="M1200 0L700 90L700 340L1200 452Z" fill="#2a1d1a" />
      <path d="M0 452L500 340L700 340L1200 452L1200 480L0 480Z" fill="#1c1311" />
      <path d="M552 480L584 340L616 340L648 480Z" fill="#7a2c1f" />
      <path
        d="M548 250v-88q0 -34 24 -48q24 14 24 48v88ZM606 250v-88q0 -34 24 -48q24 14 24 48v88Z"
        fill={`url(#${sky})`}
      />
      <path d="M572 114v136M630 114v136M548 180h48M606 180h48" stroke="#140d0c" stroke-width="4" />
      <Glow x={600} y={190} r={210} glow={props.glow} strength={0.55} />
      <path
        d="M566 342v-44h10v-58q4 -10 8 0q4 -26 16 -34q12 8 16 34q4 -10 8 0v58h10v44ZM574 342v-30h52v30Z"
        fill="#0f0908"
        stroke="#c98a4a"
        stroke-opacity="0.75"
        stroke-width="2.4"
      />
      <HallFittings {...props} />
    </g>
  );
}

function HallFittings(props: RoomProps) {
  const columns = [
    [90, 56],
    [300, 42],
    [440, 30],
  ] as const;
  return (
    <g>
      <For each={columns}>
        {([x, width]) => (
          <g>
            <Column x={x} width={width} light />
            <Column x={WIDTH - x - width} width={width} />
          </g>
        )}
      </For>
      <For
        each={
          [
            [206, 1],
            [384, 0.72],
          ] as const
        }
      >
        {([x, scale]) => (
          <g>
            <Banner x={x} scale={scale} colour="#8f3422" />
            <Banner x={WIDTH - x} scale={scale} colour="#6e2a20" />
          </g>
        )}
      </For>
      <For
        each={
          [
            [118, 236, 150],
            [1082, 236, 150],
            [321, 230, 110],
            [879, 230, 110],
          ] as const
        }
      >
        {([x, y, r]) => (
          <g>
            <Glow x={x} y={y} r={r} glow={props.glow} />
            <path d={`M${x} ${y - 22}q12 14 7 24q-7 8 -14 0q-5 -10 7 -24Z`} fill="#ffc56a" />
            <path d={`M${x - 9} ${y + 3}h18l-6 26h-6Z`} fill="#120b0a" />
          </g>
        )}
      </For>
      <path d="M0 0H1200L700 92H500Z" fill="#17100e" />
      <path d="M0 30L600 104L1200 30M120 0L600 96L1080 0" stroke="#3a2820" stroke-width="8" fill="none" />
    </g>
  );
}

function Column(props: { x: number; width: number; light?: boolean }) {
  const top = () => 20 + (props.light ? props.x : WIDTH - props.x - props.width) * 0.14;
  const foot = () => 452 - (props.light ? props.x : WIDTH - props.x - props.width) * 0.22;
  return (
    <g>
      <path d={`M${props.x} ${top()}h${props.width}v${foot() - top()}h${-props.width}Z`} fill="#54403a" />
      <path
        d={`M${props.x + props.width * (props.light ? 0 : 0.45)} ${top()}h${props.width * 0.55}v${foot() - top()}h${-props.width * 0.55}Z`}
        fill="#1a1110"
        opacity="0.65"
      />
      <path
        d={`M${props.x - 8} ${foot() - 18}h${props.width + 16}v22h${-props.width - 16}ZM${props.x - 8} ${top()}h${props.width + 16}v20h${-props.width - 16}Z`}
        fill="#3f2f2a"
      />
    </g>
  );
}

function Banner(props: { x: number; scale: number; colour: string }) {
  return (
    <g transform={`translate(${props.x} ${112 - props.scale * 36}) scale(${props.scale})`}>
      <path d="M-34 0h68v150l-34 -26l-34 26Z" fill={props.colour} />
      <path
        d="M-34 0h68v10h-68ZM0 42C8 60 24 66 20 84C18 96 10 100 0 100C-10 100 -20 94 -18 82C-16 70 -6 68 0 42Z"
        fill="#e2a54c"
      />
    </g>
  );
}

function Chapel(props: RoomProps) {
  const glass = createUniqueId();
  return (
    <g>
      <linearGradient id={glass} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color={mix(props.ink.middle, "#ffffff", 0.12)} />
        <stop offset="1" stop-color={mix(props.ink.low, "#ffffff", 0.18)} />
      </linearGradient>
      <rect width={WIDTH} height={HEIGHT} fill="#2b2426" />
      <path d="M360 400V190Q360 40 600 -10Q840 40 840 190V400Z" fill="#3a3032" />
      <For
        each={
          [
            [420, 176, 70],
            [530, 96, 140],
            [710, 176, 70],
          ] as const
        }
      >
        {([x, y, width]) => (
          <g>
            <path
              d={`M${x} 318V${y + width * 0.7}Q${x} ${y} ${x + width / 2} ${y - width * 0.2}Q${x + width} ${y} ${x + width} ${y + width * 0.7}V318Z`}
              fill={`url(#${glass})`}
              stroke="#151012"
              stroke-width="7"
            />
            <path
              d={`M${x + width / 2} ${y - width * 0.2}V318M${x} ${y + width * 0.75}h${width}M${x} ${y + (318 - y) * 0.66}h${width}`}
              stroke="#151012"
              stroke-width="4"
            />
          </g>
        )}
      </For>
      <path d="M600 118l28 34l-28 34l-28 -34Z" fill="#d98a3a" opacity="0.8" />
      <path d="M562 220l38 -30l38 30v60h-76Z" fill="#a6412c" opacity="0.55" />
      <path d="M530 318L420 480L780 480L670 318Z" fill={props.ink.low} opacity="0.14" />
      <path d="M0 0H360Q300 60 300 190V480H0ZM1200 0H840Q900 60 900 190V480H1200Z" fill="#1d1719" />
      <path d="M300 480V190Q300 60 360 0M900 480V190Q900 60 840 0" fill="none" stroke="#5a4a48" stroke-width="12" />
      <path d="M100 480V170Q110 60 200 0M1100 480V170Q1090 60 1000 0" fill="none" stroke="#2f2628" stroke-width="16" />
      <path d="M0 400H1200V480H0Z" fill="#171112" />
      <path d="M500 400v-54h200v54ZM484 340h232v12h-232Z" fill="#5b4a44" />
      <path d="M560 352h80v46l-40 -12l-40 12Z" fill="#8f3422" />
      <For each={[510, 532, 668, 690]}>
        {(x, index) => (
          <g>
            <Glow x={x} y={308} r={74} glow={props.glow} strength={0.8} />
            <path d={`M${x - 4} 340v${-16 - (index() % 2) * 8}h8v${16 + (index() % 2) * 8}Z`} fill="#efe1c4" />
            <path d={`M${x} ${304 - (index() % 2) * 8}q6 8 0 14q-6 -6 0 -14Z`} fill="#ffd88a" />
          </g>
        )}
      </For>
      <For each={[0, 1, 2]}>
        {(row) => (
          <path
            d={`M${300 - row * 90} ${424 + row * 22}h${190 + row * 26}v${26 + row * 8}h${-190 - row * 26}ZM${900 + row * 90} ${424 + row * 22}h${-190 - row * 26}v${26 + row * 8}h${190 + row * 26}Z`}
            fill={mix("#4a3122", "#120a07", row * 0.4)}
            stroke="#9a6a42"
            stroke-width="2"
          />
        )}
      </For>
      <Show when={props.ink.lit}>
        <Glow x={600} y={320} r={330} glow={props.glow} strength={0.4} />
      </Show>
    </g>
  );
}
