import { editDistance } from "../oracle/language/spelling.ts";
import type { ArgSchema } from "./tool-schemas.ts";

/**
 * One pass over the arguments of a call, by the schema of its tool: what a careless writer means is put in order, and
 * nothing is made up. Unknown keys go, numbers in quotes become numbers, the nearest word of a list is taken, a missing
 * value that may be null is null. Ids are never touched: an id that is wrong is for the room to refuse.
 */
export function repairArgs(schema: ArgSchema, args: unknown): Record<string, unknown> {
  const given = typeof args === "object" && args !== null && !Array.isArray(args) ? args : {};
  const repaired = repairObject(schema, given as Readonly<Record<string, unknown>>);
  return typeof repaired === "object" ? repaired : {};
}

function repairObject(
  { properties = {}, required = [] }: ArgSchema,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(properties)) {
    const own = keyLike(given, key);
    const value = own === undefined ? undefined : repair(schema, given[own]);
    if (value === undefined || (value === null && !takesNull(schema) && !required.includes(key))) {
      const fill = required.includes(key) ? missing(schema) : undefined;
      if (fill !== undefined) out[key] = fill;
    } else out[key] = value;
  }
  return out;
}

/** The key itself, or the same in another spelling: `beat_id` for `beatId`. */
function keyLike(given: Readonly<Record<string, unknown>>, key: string): string | undefined {
  if (Object.hasOwn(given, key)) return key;
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return Object.keys(given).find((each) => plain(each) === plain(key));
}

function takesNull(schema: ArgSchema): boolean {
  return schema.type === "null" || (schema.anyOf?.some(takesNull) ?? false);
}

function missing(schema: ArgSchema): unknown {
  if (takesNull(schema)) return null;
  // Reasons for and against: who names none has none.
  return schema.type === "array" && (schema.minItems ?? 0) === 0 ? [] : undefined;
}

const NOTHING = /^(?:null|none|nil|undefined|n\/a|)$/i;

function repair(schema: ArgSchema, value: unknown): unknown {
  if (schema.anyOf !== undefined) {
    if (value === null || (typeof value === "string" && takesNull(schema) && NOTHING.test(value.trim()))) return null;
    const other = schema.anyOf.find((each) => each.type !== "null");
    return other === undefined ? value : repair(other, value);
  }
  if (schema.enum !== undefined) return nearest(schema.enum, value);
  switch (schema.type) {
    case "integer":
    case "number":
      return numberFrom(value);
    case "boolean":
      return typeof value === "string" && /^(?:true|false|yes|no)$/i.test(value.trim())
        ? /^(?:true|yes)$/i.test(value.trim())
        : value;
    case "string":
      return stringFrom(schema, value);
    case "array":
      return arrayFrom(schema, value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? repairObject(schema, value as Readonly<Record<string, unknown>>)
        : value === null
          ? undefined
          : value;
    default:
      return value;
  }
}

function numberFrom(value: unknown): unknown {
  const number = typeof value === "string" && /^\s*[-+]?\d{1,9}(?:\.0+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Object.is(number, -0) ? 0 : number;
}

/** Ids are recognised by their pattern: they are only freed of blanks and quotes around them. */
function stringFrom({ pattern, maxLength }: ArgSchema, value: unknown): unknown {
  if (typeof value === "number" && pattern === undefined) return String(value);
  if (typeof value !== "string") return value;
  if (pattern !== undefined) return value.trim().replace(/^(["'`])(.*)\1$/, "$2");
  const text = value.trim();
  if (maxLength === undefined || text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength - 1).replace(/\p{Surrogate}$/u, "");
  return `${cut.replace(/\s+\S*$/, "") || cut}…`;
}

function arrayFrom({ items = {}, maxItems }: ArgSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const list = Array.isArray(value) ? value : typeof value === "string" && value.trim() !== "" ? [value] : value;
  if (!Array.isArray(list)) return list === "" ? [] : list;
  const repaired = list.map((each) => repair(items, each)).filter((each) => each !== "" && each !== undefined);
  return maxItems === undefined ? repaired : repaired.slice(0, maxItems);
}

/** The word of a list that is meant, if one is plainly nearer than all others; the value as it came otherwise. */
function nearest(words: readonly unknown[], value: unknown): unknown {
  if (typeof value !== "string" || words.includes(value)) return value;
  const plain = value
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  if (words.includes(plain)) return plain;
  const bound = Math.max(1, Math.floor(plain.length / 4));
  const near = words
    .filter((word): word is string => typeof word === "string")
    .map((word) => ({ word, distance: abbreviates(word, plain) ? 1 : editDistance(plain, word, bound) }))
    .filter(({ distance }) => distance <= bound)
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  if (first === undefined || first.distance === second?.distance) return value;
  return first.word;
}

/** "strength" for `str`, "investigat" for `investigation`. */
function abbreviates(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 3 && long.startsWith(short);
}
