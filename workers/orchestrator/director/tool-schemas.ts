import { z } from "zod";
import { Skill } from "../../contracts/rules.ts";
import { d20Tools, embersTools, type ToolName, worldTools } from "../../contracts/tools.ts";
import type { JsonSchema, ToolDescription } from "../../models/port.ts";
import { FINISH, TOOL_LINES } from "./tool-menu.ts";

/** As much of JSON Schema as the schemas of the tools use. */
export interface ArgSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly ArgSchema[];
  readonly properties?: Readonly<Record<string, ArgSchema>>;
  readonly required?: readonly string[];
  readonly items?: ArgSchema;
  readonly additionalProperties?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

export const WHY_MAX = 300;
const why: ArgSchema = { type: "string" };

const TOOLS: Readonly<Record<string, z.ZodType>> = { ...worldTools, ...d20Tools, ...embersTools };
const schemas = new Map<string, ArgSchema>();

/**
 * The arguments of a tool as JSON Schema, made from the schema the room itself parses with when it is first asked for:
 * where only the Oracle plays, nobody waits for it. Null for a name that is no tool.
 */
export function schemaOf(tool: string): ArgSchema | null {
  const known = schemas.get(tool);
  if (known !== undefined) return known;
  const own = Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : undefined;
  if (own === undefined) return null;
  const schema = z.toJSONSchema(own) as ArgSchema;
  schemas.set(tool, schema);
  return schema;
}

const offered = new Map<string, ToolDescription>();

/** A tool as a model is offered it: the room's schema and a `why`, with our one line. */
export function describedTool(name: ToolName | typeof FINISH): ToolDescription {
  const known = offered.get(name);
  if (known !== undefined) return known;
  const tool: ToolDescription = { name, description: TOOL_LINES[name], parameters: parametersOf(name) };
  offered.set(name, tool);
  return tool;
}

function parametersOf(name: string): JsonSchema {
  const schema = schemaOf(name);
  const own = schema === null ? {} : plainProperties(schema);
  // Where a tool has a `why` of its own, it is an argument, and players read it.
  const properties = name === FINISH || "why" in own ? own : { ...own, why };
  return { type: "object", properties, required: schema?.required ?? [], additionalProperties: false };
}

/** Without patterns and lengths: grammars of small servers stumble over them, and the room checks anyway. */
function plainProperties({ properties = {} }: ArgSchema): Record<string, ArgSchema> {
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, plain(schema)]));
}

function plain(schema: ArgSchema): ArgSchema {
  const { pattern, maxLength, minLength, properties, items, anyOf, ...rest } = schema;
  return {
    ...rest,
    ...(properties === undefined ? {} : { properties: plainProperties(schema) }),
    ...(items === undefined ? {} : { items: plain(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(plain) }),
  };
}

/** The document a model answers with that takes no tools. */
export function proposalSchema(names: readonly (ToolName | typeof FINISH)[]): JsonSchema {
  const calls = names
    .filter((name) => name !== FINISH)
    .map((name) => {
      const { properties, required } = parametersOf(name);
      const args = { type: "object", properties: without(properties), required, additionalProperties: false };
      return {
        type: "object",
        properties: { tool: { type: "string", enum: [name] }, args, why },
        required: ["tool", "args"],
        additionalProperties: false,
      };
    });
  return {
    type: "object",
    properties: { calls: { type: "array", maxItems: 8, items: { anyOf: calls } }, done: { type: "boolean" } },
    required: ["calls", "done"],
    additionalProperties: false,
  };
}

/** Our `why` stands beside the arguments there, a tool's own stays among them. */
function without(properties: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties as Record<string, unknown>).filter(([, value]) => value !== why));
}

/** Tools in words, a line each, for a model that is offered them in its prompt only. */
export function toolLine(name: ToolName | typeof FINISH): string {
  const { description, parameters } = describedTool(name);
  const { properties, required } = parameters as { properties: Record<string, ArgSchema>; required: string[] };
  const args = Object.entries(properties).map(
    ([key, schema]) => `${key}${required.includes(key) ? "" : "?"}: ${kindOf(schema)}`,
  );
  return `- ${name}(${args.join(", ")}) — ${description}`;
}

/** The skills, named once for all tools that take one. */
export const SKILL_LINE = `A skill is one of: ${Skill.options.join(", ")}.`;

function kindOf(schema: ArgSchema): string {
  if (schema.enum?.length === Skill.options.length) return "skill";
  if (schema.enum !== undefined) return schema.enum.map(String).join("|");
  if (schema.anyOf !== undefined) return schema.anyOf.map(kindOf).join("|");
  if (schema.type === "array") return `[${kindOf(schema.items ?? {})}]`;
  if (schema.type === "object")
    return `{${Object.entries(schema.properties ?? {})
      .map(([key, each]) => `${key}: ${kindOf(each)}`)
      .join(", ")}}`;
  return schema.type ?? "any";
}
