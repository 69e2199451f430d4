import { createUniqueId, For, Match, Switch } from "solid-js";
import { mix } from "./colour.ts";
import { HEIGHT, type SceneInk, WIDTH } from "./scene-ink.ts";
import type { SceneLook } from "./scene-look.ts";
import { ripples } from "./scene-paths.ts";
import { Glow } from "./scene-pieces.tsx";

type DepthProps = { ink: SceneInk; glow: string };

/** Places under the ground: crypt, cave, cellar. */
export function SceneDepths(props: { kind: SceneLook["kind"] } & DepthProps) {
  return (
    <Switch>
      <Match when={props.kind === "crypt"}>
        <Crypt {...props} />
      </Match>
      <Match when={props.kind === "cave"}>
        <Cave {...props} />
      </Match>
      <Match when={props.kind === "cellar"}>
        <Cellar {...props} />
      </Match>
    </Switch>
  );
}

function Candle(props: { x: number; y: number; tall?: number; glow: string }) {
  const tall = () => props.tall ?? 22;
  return (
    <g>
      <Glow x={props.x} y={props.y - tall() - 8} r={96} glow={props.glow} />
      <path d={`M${props.x - 5} ${props.y}v${-tall()}h10v${tall()}q-2 6 -4 0Z`} fill="#e9dbbd" />
      <path d={`M${props.x} ${props.y - tall() - 19}q8 10 0 18q-8 -8 0 -18Z`} fill="#ffd88a" />
    </g>
  );
}

function Crypt(props: DepthProps) {
  const candles = () => {
    const chance = props.ink.chance("candles");
    return [
      [214, 400],
      [240, 404],
      [440, 446],
      [762, 446],
      [968, 398],
      [996, 404],
    ].map(([x, y]) => ({ x: x ?? 0, y: y ?? 0, tall: chance.between(12, 30) }));
  };
  return (
    <g>
      <rect width={WIDTH} height={HEIGHT} fill="#1d2224" />
      <For
        each={
          [
            [120, 200],
            [480, 240],
            [880, 200],
          ] as const
        }
      >
        {([x, width]) => (
          <path
            d={`M${x} 372V${150 + width * 0.1}Q${x + width / 2} ${150 - width * 0.5} ${x + width} ${150 + width * 0.1}V372Z`}
            fill="#0d1011"
            stroke="#3b4442"
            stroke-width="14"
          />
        )}
      </For>
      <path d="M140 250h160v10h-160ZM140 326h160v10h-160ZM900 250h160v10h-160ZM900 326h160v10h-160Z" fill="#3b4442" />
      <path
        d="M156 250q4 -22 26 -20q22 -6 26 20ZM222 326q6 -20 26 -18q18 0 22 18ZM920 326q4 -24 28 -22q22 0 26 22ZM990 250q6 -20 26 -18q18 0 22 18Z"
        fill="#8a8672"
      />
      <path d="M172 240h5M186 240h5M936 316h5M950 316h5" stroke="#14100e" stroke-width="6" stroke-linecap="round" />
      <Glow x={600} y={300} r={400} glow={props.glow} strength={0.8} />
      <path d="M0 372H1200V480H0Z" fill="#141817" />
      <path
        d="M0 400h1200M0 440h1200M160 372L90 480M360 372L320 480M600 372v108M840 372L880 480M1040 372L1110 480"
        stroke="#0a0c0c"
        stroke-width="3"
      />
      <path
        d="M0 0H1200V44Q1100 90 1080 180L1060 480H1020V170Q980 70 860 70Q760 74 740 150V372H700V150Q660 60 600 56Q540 60 500 150V372H460V150Q440 74 340 70Q220 70 180 170V480H140L120 180Q100 90 0 44Z"
        fill="#0f1213"
      />
      <path
        d="M500 372V150Q540 60 600 56M180 480V170Q220 70 340 70M740 372V150Q760 74 860 70"
        stroke="#8a6a45"
        stroke-opacity="0.55"
        stroke-width="3"
        fill="none"
      />
      <path d="M380 0q20 60 -8 120M820 0q-16 50 10 96M600 0v40" stroke="#2c2f2d" stroke-width="3" fill="none" />
      <Tomb />
      <For each={candles()}>{(candle) => <Candle {...candle} glow={props.glow} />}</For>
    </g>
  );
}

function Tomb() {
  return (
    <g>
      <path d="M420 372L444 352H756L780 372V440H420Z" fill="#4c524d" />
      <path d="M420 372H780V440H420Z" fill="#363c39" />
      <path d="M600 372H780V440H600Z" fill="#1c2120" opacity="0.6" />
      <path d="M470 352C476 330 500 322 528 328C560 318 640 320 690 332C716 334 730 342 736 352Z" fill="#6d7168" />
      <path d="M500 330q14 -16 30 0M560 326v24M540 338h60" stroke="#333836" stroke-width="4" fill="none" />
      <path
        d="M450 392h80v30h-80ZM560 392h80v30h-80ZM670 392h80v30h-80Z"
        fill="none"
        stroke="#59605a"
        stroke-width="3"
      />
    </g>
  );
}

function teeth(props: DepthProps, name: string, down: boolean): string {
  const chance = props.ink.chance(name);
  let path = down ? `M0 0L0 ${chance.between(120, 180)}` : `M0 ${HEIGHT}L0 430`;
  for (let x = 0; x < WIDTH; x += 60) {
    const middle = 1 - Math.abs(x + 30 - 600) / 600;
    const rim = down ? 150 - middle * 90 : 426 + middle * 26;
    const reach = chance.between(18, 96) * (down ? 1 : -0.55);
    path += `L${x + chance.whole(6, 18)} ${Math.round(rim)}L${x + chance.whole(24, 36)} ${Math.round(rim + reach)}L${x + chance.whole(44, 58)} ${Math.round(rim - 4)}`;
  }
  return down ? `${path}L${WIDTH} 150L${WIDTH} 0Z` : `${path}L${WIDTH} 430L${WIDTH} ${HEIGHT}Z`;
}

/** One wall of rock with a ragged way through it. */
function throat(props: DepthProps, depth: number, centre: number): string {
  const chance = props.ink.chance(`throat${depth}`);
  const points = Array.from({ length: 26 }, (_, index) => {
    const turn = (index / 26) * Math.PI * 2;
    const ragged = chance.between(0.86, 1.12);
    const x = centre + Math.cos(turn) * (84 + depth * 128) * ragged;
    const y = Math.min(284 + Math.sin(turn) * (104 + depth * 52) * ragged, 352 + depth * 14);
    return `${Math.round(x)} ${Math.round(y)}`;
  });
  return `M0 0H${WIDTH}V${HEIGHT}H0ZM${points.join("L")}Z`;
}

function Cave(props: DepthProps) {
  const light = createUniqueId();
  const mouth = () => props.ink.chance("mouth").between(500, 720);
  const rock = (depth: number) =>
    mix(mix(props.ink.low, props.ink.stone, 0.62), "#0c0809", Math.min(1, 0.18 + depth * 0.22));
  return (
    <g>
      <radialGradient id={light}>
        <stop offset="0" stop-color={mix(props.ink.low, "#fff4dc", 0.3)} stop-opacity="0.6" />
        <stop offset="1" stop-color={props.ink.low} stop-opacity="0" />
      </radialGradient>
      <rect width={WIDTH} height={HEIGHT} fill={mix(props.ink.middle, props.ink.low, 0.75)} />
      <path d="M0 330L420 300L560 268L640 290L800 262L1200 330V480H0Z" fill={props.ink.layer(0.4)} />
      <For each={[0, 1, 2, 3]}>
        {(depth) => (
          <path
            d={throat(props, depth, mouth() + (600 - mouth()) * depth * 0.3)}
            fill={rock(depth)}
            fill-rule="evenodd"
            stroke={mix(rock(depth), props.ink.low, 0.4)}
            stroke-opacity="0.7"
            stroke-width="2.4"
          />
        )}
      </For>
      <circle cx={mouth()} cy="270" r="300" fill={`url(#${light})`} />
      <path d="M300 424C420 400 760 398 880 420C800 446 400 450 300 424Z" fill={mix(props.ink.low, "#120d0e", 0.5)} />
      <path
        d={ripples(props.ink.chance("pool"), { from: 350, to: 830, top: 412, bottom: 436, count: 12 })}
        stroke={mix(props.ink.low, "#ffffff", 0.3)}
        stroke-opacity="0.55"
        stroke-width="2"
        stroke-linecap="round"
      />
      <path d={teeth(props, "down", true)} fill="#0a0708" />
      <path d={teeth(props, "up", false)} fill="#080506" />
      <path
        d="M1010 400l14 -54l12 54ZM1030 402l22 -84l16 86ZM1062 404l14 -46l14 46ZM990 402l8 -28l10 28Z"
        fill="#6fa6a3"
      />
      <path d="M1030 402l22 -84l2 85ZM1010 400l14 -54v54ZM1062 404l14 -46v46Z" fill="#cfeee4" opacity="0.75" />
      <Glow x={196} y={330} r={170} glow={props.glow} />
      <path d="M190 404l4 -56h6l4 56ZM197 308q17 22 4 40q-15 -4 -4 -40Z" fill="#ffc465" />
    </g>
  );
}

function Barrel(props: { x: number; y: number; size: number }) {
  return (
    <g transform={`translate(${props.x} ${props.y}) scale(${props.size})`}>
      <circle r="58" fill="#4a2d1b" />
      <circle r="58" fill="none" stroke="#1c100a" stroke-width="9" />
      <circle r="46" fill="#6a4225" />
      <path d="M-40 -22h80M-46 0h92M-40 22h80M-22 40h44M-22 -40h44" stroke="#3a2314" stroke-width="3" />
      <path d="M-46 0A46 46 0 0 1 0 -46" stroke="#d08a47" stroke-width="5" fill="none" />
      <circle cy="26" r="6" fill="#1c100a" />
    </g>
  );
}

function Cellar(props: DepthProps) {
  return (
    <g>
      <rect width={WIDTH} height={HEIGHT} fill="#2a1f1a" />
      <path d="M0 480V230Q600 -170 1200 230V480Z" fill="#3a2b23" />
      <path
        d="M60 300h70M180 240h80M90 350h90M300 190h70M200 310h60M980 220h80M1060 290h90M900 170h70M1000 340h60M520 130h80M640 150h70M430 170h60M760 190h60"
        stroke="#241a15"
        stroke-width="5"
      />
      <path d="M820 400V150Q880 96 940 150V400Z" fill={mix(props.ink.low, "#2a1a10", 0.2)} />
      <path d="M820 400L680 470L1080 470L940 400Z" fill={props.ink.low} opacity="0.2" />
      <path d="M820 260h120v28h-120ZM812 296h136v30h-136ZM802 336h156v30h-156ZM790 376h180v32h-180Z" fill="#51402f" />
      <path d="M820 260h120v7h-120ZM812 296h136v7h-136ZM802 336h156v7h-156ZM790 376h180v7h-180Z" fill="#b98a58" />
      <path d="M0 404H1200V480H0Z" fill="#18100c" />
      <Glow x={560} y={220} r={330} glow={props.glow} strength={0.9} />
      <path d="M560 30v150M542 180h36M542 228h36" stroke="#120b08" stroke-width="5" />
      <rect x="547" y="184" width="26" height="42" fill="#ffd98c" />
      <Barrel x={150} y={352} size={1} />
      <Barrel x={276} y={352} size={1} />
      <Barrel x={402} y={356} size={0.95} />
      <Barrel x={214} y={246} size={1} />
      <Barrel x={338} y={250} size={0.95} />
      <path d="M1010 404v-72h90v72ZM1072 332v-54h80v54Z" fill="#40291a" stroke="#1c100a" stroke-width="6" />
      <path d="M1010 332L1100 404M1100 332L1010 404M1072 278l80 54M1152 278l-80 54" stroke="#2a1a10" stroke-width="5" />
      <path d="M640 430q-8 -16 10 -20q6 -8 16 -4q18 -2 24 16q14 10 36 4q-20 12 -44 6Z" fill="#0d0806" />
      <circle cx="652" cy="416" r="2" fill="#ffb454" />
      <path d="M0 0H1200V120Q900 -60 600 -60Q300 -60 0 120Z" fill="#15100c" />
      <path d="M0 480V150Q40 130 90 160V480ZM1200 480V150Q1160 130 1112 160V480Z" fill="#1d1511" />
    </g>
  );
}
