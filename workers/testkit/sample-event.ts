import { z } from "zod";
import { CampaignEvent, type EventType } from "../contracts/events.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Fact } from "../core/step.ts";

type Schema = Readonly<{
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  type?: string;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
}>;

const byPattern: readonly [RegExp, string][] = [
  [/^\^t_.*\\\./, "t_1.1.1"],
  [/^\^t_/, "t_1"],
  [/\{128\}/, "ab".repeat(64)],
  [/\{64\}/, "ab".repeat(32)],
  [/\{32\}/, "ab".repeat(16)],
  [/^\^\(oracle/, "oracle"],
  [/^\^\[a-z\]\{2,3\}/, "en"],
  [/^\^c_/, `c_${"e".repeat(20)}`],
  [/^\^u_/, `u_${"e".repeat(20)}`],
  [/^\^f_/, "f_1"],
  [/^\^\(person/, "person:ada"],
];

/** A mark is this long; a shorter field cannot hold one. */
const WORD_LENGTH = 12;

/**
 * A body for every event of the contract, made from its schema: each text that is free gets a word from `mark`, so that
 * a test sees what becomes of every field, also of fields that are added later.
 */
export function sampleFact(type: EventType, { memberId, mark }: { memberId: MemberId; mark: () => string }): Fact {
  const option = CampaignEvent.options.find((each) => each.shape.type.value === type);
  if (option === undefined) throw new Error(`There is no event ${type}.`);
  const body = sampleOf(z.toJSONSchema(option, { unrepresentable: "any" }) as Schema, { memberId, mark });
  return CampaignEvent.parse({ ...(body as object), audience: "all", cause: {}, actor: { kind: "system" } });
}

function sampleOf(schema: Schema, making: { memberId: MemberId; mark: () => string }): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice !== undefined) return sampleOf(choice, making);
  switch (schema.type) {
    case "string":
      return textOf(schema, making);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return schema.maxItems === 0
        ? []
        : Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sampleOf(schema.items ?? {}, making));
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, each]) => [name, sampleOf(each, making)]),
      );
    default:
      return making.mark();
  }
}

function textOf(
  { pattern, format, maxLength = 4_000 }: Schema,
  { memberId, mark }: { memberId: MemberId; mark: () => string },
): string {
  if (format === "uuid") return "00000000-0000-4000-8000-000000000000";
  if (pattern?.startsWith("^m_") === true) return memberId;
  const known = byPattern.find(([shape]) => pattern !== undefined && shape.test(pattern));
  if (known !== undefined) return known[1];
  return maxLength < WORD_LENGTH ? "x" : mark();
}
