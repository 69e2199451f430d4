import { hexOr, mix } from "./colour.ts";
import type { PortraitLook } from "./portrait-look.ts";
import { seeded } from "./seeded.ts";

const SKINS = [
  "#f3d3b3",
  "#eabf97",
  "#d9a277",
  "#c08459",
  "#9f6644",
  "#78492f",
  "#573524",
  "#8f9a68",
  "#93a2b4",
  "#b5705c",
] as const;

const HAIRS: Record<string, string> = {
  black: "#2b2426",
  brown: "#5a3a26",
  dark: "#3a2a22",
  red: "#a3431d",
  copper: "#b8602a",
  auburn: "#74301f",
  blond: "#cfa25a",
  gold: "#d8ac55",
  grey: "#8f8a86",
  silver: "#b9bcc0",
  white: "#e4ddd2",
  green: "#4d6b4a",
  blue: "#3f5a7a",
};

const ACCENTS = ["#d9772e", "#c0492f", "#4f8a83", "#6a7fb5", "#8d6bab", "#b08a3c", "#6f8f4e", "#a85a6b"] as const;

/** Every colour of one portrait. Shade is the plane turned from the fire, rim the light that catches its edge. */
export type Tones = {
  skin: string;
  shade: string;
  deep: string;
  glow: string;
  lip: string;
  hair: string;
  hairShade: string;
  hairLight: string;
  cloth: string;
  clothShade: string;
  clothLight: string;
  accent: string;
  rim: string;
  line: string;
};

/** The colours of a look; what it does not name comes from its seed. */
export function tonesOf(look: PortraitLook): Tones {
  const chance = seeded(`${look.seed}/tones`);
  const skin = skinOf(look, chance.whole(0, 6));
  const accent = hexOr(look.accent, chance.pick(ACCENTS));
  const grown = chance.pick(["black", "brown", "dark", "auburn", "copper", "blond"]);
  const hair = HAIRS[look.hair ?? (look.age === "old" ? "silver" : grown)] ?? hexOr(look.hair, "#5a3a26");
  const cloth = clothOf(look.garb, accent);
  return {
    skin,
    shade: mix(skin, "#4a1f22", 0.42),
    deep: mix(skin, "#1e0d12", 0.74),
    glow: mix(skin, "#ffe2b0", 0.5),
    lip: mix(skin, "#8c2a2c", 0.42),
    hair,
    hairShade: mix(hair, "#120a0c", 0.55),
    hairLight: mix(hair, "#ffc983", 0.38),
    cloth,
    clothShade: mix(cloth, "#0f0908", 0.58),
    clothLight: mix(cloth, "#ffd9a0", 0.26),
    accent,
    rim: mix(accent, "#ffc67d", 0.5),
    line: mix(skin, "#160a0b", 0.86),
  };
}

function skinOf(look: PortraitLook, drawn: number): string {
  if (look.kind === "goblin") return ["#8d9a55", "#7f8f4d", "#a39a58", "#6f8a5a"][drawn % 4] ?? "#8d9a55";
  if (look.kind === "undead") return ["#8fa39a", "#9aa78f", "#86989f"][drawn % 3] ?? "#8fa39a";
  return SKINS[look.skin ?? drawn] ?? SKINS[2];
}

function clothOf(garb: PortraitLook["garb"], accent: string): string {
  switch (garb) {
    case "mail":
      return "#70757b";
    case "apron":
      return "#7d5f43";
    case "leathers":
      return "#6b4a2d";
    case "rags":
      return "#6d6552";
    case "finery":
      return mix(accent, "#2a1020", 0.35);
    case "robe":
      return mix(accent, "#251c30", 0.42);
    default:
      return mix(accent, "#1f1815", 0.5);
  }
}
