import { z } from "zod";
import type { ChunkCarry } from "../library/chunking/chunk-pages.ts";

const Place = z.int().min(0);
const Unit = z.strictObject({
  text: z.string(),
  gap: z.string(),
  page: Place,
  from: Place,
  pageTo: Place,
  to: Place,
});
const Heading = z.strictObject({ level: z.int(), title: z.string(), unit: Unit, used: z.boolean() });
const Open = z.strictObject({
  kind: z.enum(["prose", "stat-block", "table", "list"]),
  units: z.array(Unit).readonly(),
});
const Section = z.strictObject({ path: z.array(Heading).readonly(), units: z.array(Unit).readonly() });
const Carry = z.strictObject({
  path: z.array(Heading).readonly(),
  pending: z.array(Unit).readonly(),
  overlap: Place,
  open: Open.nullable(),
  whole: z.boolean(),
  small: z.array(Section).readonly(),
}) satisfies z.ZodType<ChunkCarry>;

/** How a leaf is begun: the number of its first passage, the pages without text so far, and what is still open. */
export const Carried = z.strictObject({ ordinal: Place, blank: Place, carry: Carry });
export type Carried = z.infer<typeof Carried>;
