import { For, Match, Show, Switch } from "solid-js";
import { mix } from "./colour.ts";
import { HEIGHT, type SceneInk, WIDTH } from "./scene-ink.ts";
import type { SceneLook } from "./scene-look.ts";
import { blades, deadTree, firs, oaks, ridge } from "./scene-paths.ts";
import { Glow, Land, Lantern, Water } from "./scene-pieces.tsx";

/** Country without houses: road, forest, river, marsh, camp. */
export function SceneWilds(props: { kind: SceneLook["kind"]; ink: SceneInk; glow: string }) {
  return (
    <Switch>
      <Match when={props.kind === "road"}>
        <Road {...props} />
      </Match>
      <Match when={props.kind === "forest"}>
        <Forest {...props} />
      </Match>
      <Match when={props.kind === "river"}>
        <River {...props} />
      </Match>
      <Match when={props.kind === "marsh"}>
        <Marsh {...props} />
      </Match>
      <Match when={props.kind === "camp"}>
        <Camp {...props} />
      </Match>
    </Switch>
  );
}

type WildProps = { ink: SceneInk; glow: string };

function Road(props: WildProps) {
  const ink = () => props.ink;
  return (
    <g>
      <Land ink={ink()} peaks />
      <path
        d={firs(ink().chance("firs"), { from: 0, to: 420, base: 352, low: 26, high: 58, count: 20 })}
        fill={ink().layer(0.58)}
      />
      <path
        d={oaks(ink().chance("oaks"), { from: 820, to: 1180, base: 366, size: 74, count: 5 })}
        fill={ink().layer(0.66)}
      />
      <path d={ridge(ink().chance("field"), { y: 372, rise: 12, steps: 5 })} fill={ink().layer(0.74)} />
      <path
        d="M330 480C560 440 800 420 706 392C652 378 612 372 640 362L652 362C634 372 690 376 752 392C900 424 800 448 760 480Z"
        fill={mix(ink().low, ink().near, 0.5)}
      />
      <path
        d="M420 470C560 446 720 428 738 408M520 478C640 452 800 436 770 404"
        stroke={ink().layer(0.9)}
        stroke-opacity="0.6"
        stroke-width="2"
        fill="none"
      />
      <path
        d={blades(ink().chance("verge"), { from: 0, to: 400, base: 484, height: 46, count: 50 })}
        fill={ink().near}
      />
      <path
        d={blades(ink().chance("verge2"), { from: 800, to: 1200, base: 484, height: 52, count: 50 })}
        fill={ink().near}
      />
      <g fill={ink().near}>
        <path d="M250 478L254 300L264 300L268 478ZM262 318L338 310L352 322L338 334L262 332ZM254 344L196 338L184 350L196 360L256 358Z" />
        <path d="M262 306L306 300L306 304L264 312Z" />
      </g>
      <Lantern x={304} y={304} ink={ink()} glow={props.glow} />
    </g>
  );
}

function Forest(props: WildProps) {
  const ink = () => props.ink;
  const trunks = () => {
    const chance = ink().chance("trunks");
    return [60, 190, 330, 872, 1000, 1130].map((x) => ({
      x: x + chance.between(-30, 30),
      width: chance.between(26, 58),
      lean: chance.between(-18, 18),
    }));
  };
  return (
    <g>
      <path d={ridge(ink().chance("far"), { y: 250, rise: 26, steps: 7 })} fill={ink().layer(0.14)} />
      <path
        d={firs(ink().chance("a"), { from: -20, to: 1220, base: 318, low: 110, high: 190, count: 26 })}
        fill={ink().layer(0.26)}
      />
      <path
        d={firs(ink().chance("b"), { from: -20, to: 540, base: 360, low: 130, high: 240, count: 13 })}
        fill={ink().layer(0.5)}
      />
      <path
        d={firs(ink().chance("c"), { from: 680, to: 1220, base: 360, low: 130, high: 240, count: 13 })}
        fill={ink().layer(0.5)}
      />
      <path d={ridge(ink().chance("floor"), { y: 366, rise: 10, steps: 6 })} fill={ink().layer(0.68)} />
      <path
        d="M470 480C540 440 640 420 606 396C590 384 596 374 612 366L622 366C612 376 616 384 646 396C720 424 660 446 690 480Z"
        fill={mix(ink().low, ink().near, 0.62)}
      />
      <For each={trunks()}>
        {(trunk) => (
          <path
            d={`M${trunk.x - trunk.width * 0.8} 484Q${trunk.x - trunk.width * 0.4} 420 ${trunk.x - trunk.width * 0.42 + trunk.lean} -4L${trunk.x + trunk.width * 0.4 + trunk.lean} -4Q${trunk.x + trunk.width * 0.42} 420 ${trunk.x + trunk.width * 0.9} 484Z`}
            fill={ink().layer(0.9)}
          />
        )}
      </For>
      <path d={deadTree(ink().chance("bough"), { x: -10, y: 190, height: 330, lean: 1.25 })} fill={ink().near} />
      <path d={deadTree(ink().chance("bough2"), { x: 1210, y: 150, height: 330, lean: -1.3 })} fill={ink().near} />
      <path
        d={blades(ink().chance("fern"), { from: 0, to: 1200, base: 486, height: 54, count: 64 })}
        fill={ink().near}
      />
      <Show when={ink().lit}>
        <For each={lights(ink(), { count: 5, left: 380, right: 820, top: 300, bottom: 420, least: 9, most: 20 })}>
          {(light) => <Glow x={light.x} y={light.y} r={light.r} glow={props.glow} core />}
        </For>
      </Show>
    </g>
  );
}

function River(props: WildProps) {
  const ink = () => props.ink;
  return (
    <g>
      <Land ink={ink()} peaks />
      <path
        d={firs(ink().chance("bank"), { from: -10, to: 470, base: 338, low: 40, high: 92, count: 22 })}
        fill={ink().layer(0.52)}
      />
      <path
        d={firs(ink().chance("bank2"), { from: 790, to: 1210, base: 338, low: 40, high: 84, count: 20 })}
        fill={ink().layer(0.58)}
      />
      <Water ink={ink()} top={334} shore="M0 334C300 324 420 344 600 336C800 328 980 344 1200 332L1200 480L0 480Z" />
      <path d="M0 338C180 340 330 352 380 372C300 392 120 396 0 420Z" fill={ink().layer(0.72)} />
      <path d="M1200 340C1060 342 920 356 860 380C960 404 1100 410 1200 442Z" fill={ink().layer(0.78)} />
      <path
        d="M520 404C560 414 660 414 700 402L682 424C640 432 580 432 540 424ZM612 402L616 356L620 402Z"
        fill={ink().near}
      />
      <path d="M560 404C562 390 570 384 578 386C586 388 588 398 588 406Z" fill={ink().near} />
      <Lantern x={618} y={358} ink={ink()} glow={props.glow} />
      <path
        d="M606 436h26M600 448h34M610 460h18"
        stroke={ink().fire}
        stroke-opacity={ink().lit ? 0.5 : 0}
        stroke-width="3"
        stroke-linecap="round"
      />
      <path
        d={blades(ink().chance("reeds"), { from: -10, to: 330, base: 486, height: 120, count: 46 })}
        fill={ink().near}
      />
      <path
        d={blades(ink().chance("reeds2"), { from: 920, to: 1210, base: 486, height: 130, count: 46 })}
        fill={ink().near}
      />
    </g>
  );
}

function Marsh(props: WildProps) {
  const ink = () => props.ink;
  return (
    <g>
      <path d={ridge(ink().chance("far"), { y: 292, rise: 18, steps: 6 })} fill={ink().layer(0.2)} />
      <path
        d={oaks(ink().chance("line"), { from: 0, to: 1200, base: 316, size: 40, count: 22 })}
        fill={ink().layer(0.34)}
      />
      <Water ink={ink()} top={310} shore="M0 310L1200 310L1200 480L0 480Z" />
      <path
        d="M0 350C160 336 300 348 380 360C280 372 120 376 0 374ZM760 336C900 326 1080 332 1200 326L1200 362C1060 366 860 356 760 336ZM420 420C520 404 700 404 800 418C700 436 520 438 420 420Z"
        fill={ink().layer(0.64)}
      />
      <path d={deadTree(ink().chance("dead"), { x: 230, y: 372, height: 280, lean: 0.12 })} fill={ink().layer(0.86)} />
      <path d={deadTree(ink().chance("dead2"), { x: 980, y: 356, height: 240, lean: -0.2 })} fill={ink().layer(0.78)} />
      <path d={deadTree(ink().chance("dead3"), { x: 690, y: 424, height: 120, lean: 0.3 })} fill={ink().layer(0.9)} />
      <For each={lights(ink(), { count: 3, left: 370, right: 850, top: 318, bottom: 390, least: 28, most: 48 })}>
        {(light) => <Glow x={light.x} y={light.y} r={light.r} glow={props.glow} core />}
      </For>
      <path
        d={blades(ink().chance("reeds"), { from: -10, to: 440, base: 486, height: 110, count: 42 })}
        fill={ink().near}
      />
      <path
        d={blades(ink().chance("reeds2"), { from: 800, to: 1210, base: 486, height: 100, count: 42 })}
        fill={ink().near}
      />
    </g>
  );
}

function Camp(props: WildProps) {
  const ink = () => props.ink;
  return (
    <g>
      <Land ink={ink()} peaks />
      <path
        d={firs(ink().chance("a"), { from: -20, to: 500, base: 366, low: 90, high: 190, count: 16 })}
        fill={ink().layer(0.6)}
      />
      <path
        d={firs(ink().chance("b"), { from: 740, to: 1220, base: 366, low: 90, high: 200, count: 16 })}
        fill={ink().layer(0.6)}
      />
      <path d={ridge(ink().chance("ground"), { y: 380, rise: 8, steps: 5 })} fill={ink().layer(0.82)} />
      <path d="M300 410L392 262L400 258L408 264L500 410Z" fill={mix(ink().stone, ink().near, 0.35)} />
      <path d="M400 260L408 264L500 410L440 410Z" fill={mix(ink().fire, ink().near, 0.42)} />
      <path d="M396 300L440 410L372 410Z" fill={ink().near} />
      <path d="M812 416L890 300L972 416Z" fill={mix(ink().stone, ink().near, 0.5)} />
      <path d="M812 416L890 300L862 416Z" fill={mix(ink().fire, ink().near, 0.5)} />
      <Glow x={640} y={400} r={250} glow={props.glow} />
      <path
        d="M640 316C652 346 676 362 670 396C668 414 656 424 640 424C622 424 610 412 612 394C614 376 626 372 626 352C634 358 636 364 638 370C644 352 644 334 640 316Z"
        fill="#f58b2e"
      />
      <path
        d="M642 356C648 374 658 384 656 402C654 416 648 422 640 422C630 422 624 414 626 402C628 392 638 388 642 356Z"
        fill="#ffdf9a"
      />
      <path d="M590 430L690 412L694 420L594 438ZM590 412L594 404L694 430L690 438Z" fill={ink().near} />
      <path
        d="M520 436C514 404 524 382 542 380C536 370 540 356 552 356C564 356 568 370 562 380C574 386 578 410 580 436ZM716 438C716 410 722 388 736 384C730 372 734 360 746 360C758 360 762 374 756 384C774 388 782 408 776 438Z"
        fill={ink().near}
      />
      <path
        d="M562 380C572 386 578 410 580 436M734 386C724 392 718 412 718 436"
        stroke={ink().fire}
        stroke-width="3"
        fill="none"
        stroke-linecap="round"
      />
      <path
        d={blades(ink().chance("grass"), { from: 0, to: WIDTH, base: HEIGHT + 6, height: 40, count: 70 })}
        fill={ink().near}
      />
    </g>
  );
}

type Swarm = { count: number; left: number; right: number; top: number; bottom: number; least: number; most: number };

function lights(ink: SceneInk, swarm: Swarm) {
  const chance = ink.chance("lights");
  const stride = (swarm.right - swarm.left) / swarm.count;
  return Array.from({ length: swarm.count }, (_, index) => ({
    x: Math.round(swarm.left + stride * (index + chance.next())),
    y: chance.whole(swarm.top, swarm.bottom),
    r: chance.whole(swarm.least, swarm.most),
  }));
}
