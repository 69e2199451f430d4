import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { IdempotencyKey } from "../contracts/http.ts";
import { PROBLEMS, Problem, type ProblemSlug } from "../contracts/problems.ts";
import type { Door, DoorList } from "./door.ts";
import { JsonSchemas } from "./json-schemas.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** OpenAPI 3.1 from the doors and the schemas that guard them: what is told here is what is checked there. */
export function openApiOf(doors: DoorList): OpenApiDocument {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "session", { type: "apiKey", in: "cookie", name: "__Host-emberhall" });
  const schemas = new JsonSchemas();
  const referred: string[] = [];
  const refer = (schema: z.ZodType): Reference => {
    const reference = schemas.refer(schema);
    referred.push(reference.$ref);
    return reference;
  };
  for (const door of doors.all) registry.registerPath(routeOf(door, refer));
  for (const [name, schema] of schemas.reached(referred)) registry.registerComponent("schemas", name, schema);
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Emberhall",
      version: "1",
      description:
        "A game table on the web. Every refusal is a problem (RFC 9457) whose slug is stable. What happens at the table itself goes over the socket; docs/PROTOCOL.md describes its frames.",
      license: { name: "MIT" },
    },
  });
}

const CONFIRMED =
  "An account with a passkey must have signed in, or shown the passkey at `/api/me/confirm`, in this session within the last ten minutes.";

type Route = Parameters<OpenAPIHono["openAPIRegistry"]["registerPath"]>[0];
type Reference = { $ref: string };

function routeOf(door: Door, refer: (schema: z.ZodType) => Reference): Route {
  const responses: Route["responses"] = {};
  for (const [status, { what, schema, type }] of Object.entries(door.answers)) {
    const content =
      schema === undefined
        ? type === undefined
          ? undefined
          : { [type]: { schema: { type: "string" as const } } }
        : { "application/json": { schema: refer(schema) } };
    responses[status] = { description: what, ...(content === undefined ? {} : { content }) };
  }
  for (const [status, slugs] of problemsByStatus(problemsOf(door))) {
    responses[status] = {
      description: slugs.map((slug) => `\`${slug}\`: ${PROBLEMS[slug][1]}`).join("\n\n"),
      content: { "application/problem+json": { schema: refer(Problem) } },
    };
  }
  const needsAccount = door.access !== "anyone" && door.access !== "ticket";
  return {
    method: door.method.toLowerCase() as Route["method"],
    path: door.path,
    tags: [door.noun],
    summary: door.summary,
    ...(door.confirmed ? { description: CONFIRMED } : {}),
    ...(needsAccount ? { security: [{ session: [] }] } : {}),
    request: {
      ...(door.params instanceof z.ZodObject ? { params: door.params } : {}),
      ...(door.query instanceof z.ZodObject ? { query: door.query } : {}),
      ...(door.once === true ? { headers: z.object({ "idempotency-key": IdempotencyKey.optional() }) } : {}),
      ...bodyOf(door, refer),
    },
    responses,
  };
}

function bodyOf(door: Door, refer: (schema: z.ZodType) => Reference): Pick<NonNullable<Route["request"]>, "body"> {
  if (door.body !== undefined) {
    return { body: { required: true, content: { "application/json": { schema: refer(door.body) } } } };
  }
  if (door.rawBody === undefined) return {};
  return { body: { required: true, content: { [door.rawBody]: { schema: { type: "string", format: "binary" } } } } };
}

/** A door's own refusals and those that its checks bring with them. */
export function problemsOf(door: Door): ProblemSlug[] {
  const slugs = new Set<ProblemSlug>(door.problems);
  slugs.add("slow-down").add("internal").add("unavailable");
  if (door.method !== "GET") slugs.add("wrong-origin");
  if (door.access !== "anyone" && door.access !== "ticket") slugs.add("sign-in-needed").add("session-expired");
  if (door.confirmed) slugs.add("sign-in-again");
  if (door.access === "member") slugs.add("not-found").add("member-removed");
  if (door.body !== undefined || door.rawBody !== undefined) {
    slugs.add("bad-request").add("body-too-large").add("wrong-content-type");
  }
  return [...slugs];
}

function problemsByStatus(slugs: readonly ProblemSlug[]): Map<string, ProblemSlug[]> {
  const byStatus = new Map<string, ProblemSlug[]>();
  for (const slug of slugs) {
    const status = String(PROBLEMS[slug][0]);
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug]);
  }
  return byStatus;
}
