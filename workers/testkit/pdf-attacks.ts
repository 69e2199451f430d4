import type { Attack } from "./attack.ts";
import { nestedAttacks } from "./pdf-attacks-nested.ts";
import { packedAttacks } from "./pdf-attacks-packed.ts";
import { saidAttacks } from "./pdf-attacks-said.ts";
import { shapeAttacks } from "./pdf-attacks-shape.ts";
import { textAttacks } from "./text-attacks.ts";

/** Every file that must end as it says, within its time. They are made from nothing, and the same each time. */
export const ATTACKS: readonly Attack[] = [
  ...packedAttacks,
  ...nestedAttacks,
  ...shapeAttacks,
  ...saidAttacks,
  ...textAttacks,
];
