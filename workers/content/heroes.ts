import type { ReadyHero } from "../contracts/adventure.ts";
import { hild, josse, tev } from "./heroes-of-the-road.ts";
import { madrigal, nettle, sennet } from "./heroes-of-the-tongue-and-tooth.ts";

/** Six who are ready to sit down: hold, scout, mend, know, talk, and run wild. */
export const heroes: readonly ReadyHero[] = [hild, tev, josse, sennet, madrigal, nettle];
