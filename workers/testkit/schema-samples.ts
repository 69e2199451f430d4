import type { SeededChance } from "./frame-mutations.ts";

/** A JSON Schema, as far as ours go. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

const TEXTS = [
  "Wren",
  "x",
  "A longer text, with a full stop.",
  "Ünïcode 雪 🎲",
  "<b>x</b>",
  "a\u202eb",
  "0",
  "null",
  "../..",
];
const DEPTH_MAX = 6;

/** Something that may be of this schema: texts with patterns are tried from what the world has, and else are only near. */
export function sampleFrom(
  schema: Schema,
  making: { chance: SeededChance; schemas: Readonly<Record<string, Schema>>; world: readonly string[] },
  depth = 0,
): unknown {
  const { chance, schemas, world } = making;
  if (schema.$ref !== undefined) return sampleFrom(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, making, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return sampleFrom(chance.pick(choices), making, depth);
  if (schema.allOf !== undefined)
    return Object.assign({}, ...schema.allOf.map((each) => sampleFrom(each, making, depth) as object)) as unknown;
  switch (schema.type) {
    case "object": {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([name]) => (schema.required ?? []).includes(name) || chance.happens(60),
      );
      if (depth > DEPTH_MAX) return {};
      return Object.fromEntries(wanted.map(([name, each]) => [name, sampleFrom(each, making, depth + 1)]));
    }
    case "array": {
      const most = Math.min(schema.maxItems ?? 3, 3);
      const count = Math.max(schema.minItems ?? 0, chance.below(most + 1));
      return Array.from({ length: count }, () => sampleFrom(schema.items ?? {}, making, depth + 1));
    }
    case "integer":
    case "number": {
      const from = schema.minimum ?? 0;
      return from + chance.below(Math.max(1, Math.min((schema.maximum ?? 100) - from, 1_000)));
    }
    case "boolean":
      return chance.happens(50);
    case "null":
      return null;
    case "string": {
      const fitting = world.filter((text) => new RegExp(schema.pattern ?? "", "u").test(text));
      const text =
        schema.pattern === undefined ? chance.pick(TEXTS) : chance.pick(fitting.length > 0 ? fitting : TEXTS);
      return text.slice(0, schema.maxLength ?? 200).padEnd(schema.minLength ?? 0, "x");
    }
    default:
      return chance.pick<unknown>([null, 1, "x", [], {}]);
  }
}
