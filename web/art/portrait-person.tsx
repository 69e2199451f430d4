import { createUniqueId, Show } from "solid-js";
import { Face, type FaceShape, faceOutline } from "./person-face.tsx";
import { Bust } from "./person-garb.tsx";
import { HairBefore, HairBehind, type HairStyle } from "./person-hair.tsx";
import { Beard, Braid, FaceMark, Hat, HoodBefore, HoodBehind, Horns } from "./person-marks.tsx";
import type { PortraitLook } from "./portrait-look.ts";
import { type Tones, tonesOf } from "./portrait-tones.ts";
import { seeded } from "./seeded.ts";

type Person = {
  shape: FaceShape;
  style: HairStyle;
  build: NonNullable<PortraitLook["build"]>;
  garb: NonNullable<PortraitLook["garb"]>;
  mark: NonNullable<PortraitLook["mark"]>;
  longBeard: boolean;
  variant: number;
};

/** A bust of somebody: hero, innkeeper, stranger. */
export function PortraitPerson(props: { look: PortraitLook; rim: string }) {
  const person = () => personOf(props.look);
  const tones = () => tonesOf(props.look);
  const clip = createUniqueId();
  const mail = createUniqueId();
  return (
    <g>
      <defs>
        <clipPath id={clip}>
          <path d={faceOutline(person().shape)} />
        </clipPath>
        <pattern id={mail} width="7" height="6" patternUnits="userSpaceOnUse">
          <rect width="7" height="6" fill="#4a4d52" />
          <path
            d="M0 3A3.5 3.5 0 0 0 7 3M-3.5 6A3.5 3.5 0 0 0 3.5 6A3.5 3.5 0 0 0 10.5 6"
            fill="none"
            stroke="#8b9097"
            stroke-width="1.1"
          />
        </pattern>
      </defs>
      <Show when={person().mark === "hood"} fallback={<HairBehind style={person().style} tones={tones()} />}>
        <HoodBehind tones={tones()} rim={props.rim} />
      </Show>
      <g transform="translate(0 -11)">
        <Bust build={person().build} garb={person().garb} tones={tones()} rim={props.rim} mailPattern={mail} />
      </g>
      <Face shape={person().shape} tones={tones()} clip={clip} />
      <Adornments person={person()} tones={tones()} rim={props.rim} seed={props.look.seed} clip={clip} />
    </g>
  );
}

function Adornments(props: { person: Person; tones: Tones; rim: string; seed: string; clip: string }) {
  const mark = () => props.person.mark;
  const faceMark = () => {
    const current = mark();
    return current === "scar" || current === "spectacles" || current === "tattoo" ? current : undefined;
  };
  return (
    <g>
      <Show when={mark() === "beard"}>
        <Beard tones={props.tones} long={props.person.longBeard} ringed={props.person.variant > 1} />
      </Show>
      <Show when={faceMark()}>
        {(worn) => <FaceMark mark={worn()} tones={props.tones} variant={props.person.variant} />}
      </Show>
      <Show when={mark() === "horns"}>
        <Horns tones={props.tones} />
      </Show>
      <HairBefore style={props.person.style} tones={props.tones} seed={props.seed} rim={props.rim} />
      <Show when={mark() === "braid"}>
        <Braid tones={props.tones} />
      </Show>
      <Show when={mark() === "hood"}>
        <path
          d="M66 44L136 44L134 74C118 66 84 66 68 76Z"
          fill={props.tones.deep}
          opacity="0.55"
          clip-path={`url(#${props.clip})`}
        />
        <HoodBefore tones={props.tones} />
      </Show>
      <Show when={mark() === "hat"}>
        <path
          d="M66 44L136 44L134 76C118 70 84 72 68 78Z"
          fill={props.tones.deep}
          opacity="0.5"
          clip-path={`url(#${props.clip})`}
        />
        <Hat tones={props.tones} pointed={props.person.garb === "robe"} rim={props.rim} />
      </Show>
    </g>
  );
}

function personOf(look: PortraitLook): Person {
  const chance = seeded(`${look.seed}/person`);
  const drawnSoft = chance.chance(0.5);
  const soft =
    look.face === undefined ? drawnSoft && look.mark !== "beard" && look.build !== "broad" : look.face === "soft";
  const age = look.age ?? "grown";
  const build = look.build ?? chance.pick(["slight", "even", "even", "broad"]);
  const mark = look.mark ?? "none";
  const drawnPointed = chance.chance(0.14);
  return {
    shape: {
      soft,
      age,
      jaw: (soft ? -3.5 : 0) + (build === "broad" ? 2.6 : 0) + chance.between(-1, 1),
      chin: (soft ? -2 : 1) + (age === "young" ? -2 : 0) + chance.between(-1, 1),
      brow: chance.between(-0.6, soft ? 0.6 : 1.6),
      nose: chance.between(-1.5, soft ? 0.8 : 3),
      smile: chance.between(-0.3, 1.7),
      lid: chance.between(0, 0.7) + (age === "old" ? 0.5 : 0),
      pointed: look.ears === undefined ? drawnPointed : look.ears === "pointed",
      iris: chance.pick(["#5b3a1e", "#6f4c22", "#3f5a4c", "#4a6680", "#7a5a24"]),
      freckles: age !== "old" && chance.chance(0.3),
      gaunt: build === "slight" && age === "old",
    },
    style: styleOf(look, soft, chance.next()),
    build,
    garb: look.garb ?? chance.pick(["cloak", "apron", "leathers", "robe"]),
    mark,
    longBeard: age === "old" || build === "broad",
    variant: chance.whole(0, 3),
  };
}

function styleOf(look: PortraitLook, soft: boolean, drawn: number): HairStyle {
  if (look.hair === "none") return "none";
  const choose = (...styles: [HairStyle, ...HairStyle[]]) => styles[Math.floor(drawn * styles.length)] ?? styles[0];
  if (look.mark === "braid") return choose("swept", "topknot");
  if (look.mark === "hood") return soft ? choose("long", "bob") : "crop";
  if (look.mark === "hat") return soft ? choose("long", "waves", "bob") : choose("swept", "bob");
  if (soft) return choose("long", "waves", "bob", "curls", "topknot");
  if (look.age === "old") return choose("fringe", "swept", "long");
  return choose("crop", "swept", "curls", "topknot", "crest", "long");
}
