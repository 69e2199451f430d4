import { z } from "zod";
import * as accounts from "../contracts/accounts.ts";
import * as audit from "../contracts/audit.ts";
import * as creatures from "../contracts/creatures.ts";
import * as dm from "../contracts/dm.ts";
import * as events from "../contracts/events.ts";
import * as http from "../contracts/http.ts";
import * as ids from "../contracts/ids.ts";
import * as library from "../contracts/library.ts";
import { Making } from "../contracts/making.ts";
import * as memory from "../contracts/memory.ts";
import * as people from "../contracts/people.ts";
import { Problem } from "../contracts/problems.ts";
import * as rules from "../contracts/rules.ts";
import * as sharing from "../contracts/sharing.ts";
import * as standing from "../contracts/standing.ts";

type JsonSchema = { [key: string]: unknown };

const PLACE = "#/components/schemas/";

/** The schemas of the contracts as JSON Schema. One that stands in another is a reference, so the log is told once. */
export class JsonSchemas {
  readonly #names = new Map<unknown, string>();
  readonly #all: Record<string, JsonSchema>;

  constructor() {
    const named = z.registry<{ id: string }>();
    for (const [name, schema] of Object.entries({
      ...accounts,
      ...audit,
      ...ids,
      ...rules,
      ...creatures,
      ...dm,
      ...events,
      ...http,
      ...library,
      ...memory,
      ...people,
      ...sharing,
      ...standing,
      Making,
      Problem,
    })) {
      if (!(schema instanceof z.ZodType) || this.#names.has(schema)) continue;
      this.#names.set(schema, name);
      named.add(schema, { id: name });
    }
    const { schemas } = z.toJSONSchema(named, { uri: (name) => `${PLACE}${name}`, unrepresentable: "any" });
    this.#all = schemas as Record<string, JsonSchema>;
  }

  /** What goes in or out by HTTP has its schema, with a name, in the contracts. */
  refer(schema: z.ZodType): { $ref: string } {
    const name = this.#names.get(schema);
    if (name === undefined) throw new Error("A schema of the API has no name in workers/contracts.");
    return { $ref: `${PLACE}${name}` };
  }

  /** The schemas behind these references and all that they refer to. */
  reached(references: readonly string[]): Map<string, JsonSchema> {
    const reached = new Map<string, JsonSchema>();
    const waiting = references.map((reference) => reference.slice(PLACE.length));
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const found = this.#all[name];
      if (found === undefined || reached.has(name)) continue;
      const { $schema: _, $id: __, ...schema } = found;
      reached.set(name, schema);
      for (const [, next = ""] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g))
        waiting.push(next);
    }
    return new Map([...reached].sort(([one], [other]) => one.localeCompare(other)));
  }
}
