import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { MemberCommand } from "./commands.ts";
import { CampaignEvent } from "./events.ts";
import { ClientFrame, PROTOCOL_VERSION, ServerFrame } from "./frames.ts";

const record = new URL("./wire.json", import.meta.url);

/** What has been promised to every client and every stored log: the shape of each frame, command and event, by its hash. */
interface Wire {
  protocol: number;
  frames: Record<string, string>;
  commands: Record<string, string>;
  events: Record<string, string>;
}

type Options = { readonly options: readonly z.core.$ZodType[] };

function hashOf(schema: z.core.$ZodType): string {
  return createHash("sha256")
    .update(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: "any" })))
    .digest("hex")
    .slice(0, 16);
}

function literalsOf(schema: z.core.$ZodType): Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: "any" }) as {
    properties?: Record<string, { const?: unknown }>;
  };
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.const]));
}

function hashesBy(union: Options, name: (literals: Record<string, unknown>) => string): Record<string, string> {
  return Object.fromEntries(
    union.options
      .map((option) => [name(literalsOf(option)), hashOf(option)])
      .sort(([left = ""], [right = ""]) => (left < right ? -1 : 1)),
  );
}

const now: Wire = {
  protocol: PROTOCOL_VERSION,
  frames: { ...hashesBy(ClientFrame, ({ t }) => String(t)), ...hashesBy(ServerFrame, ({ t }) => String(t)) },
  commands: hashesBy(MemberCommand, ({ type }) => String(type)),
  events: hashesBy(CampaignEvent, ({ type, v }) => `${String(type)}@${String(v)}`),
};

const updating = process.env["GOLDEN_UPDATE"] === "1";
if (updating) writeFileSync(record, `${JSON.stringify(now, null, 2)}\n`);
const promised = JSON.parse(readFileSync(record, "utf8")) as Wire;

/** Names whose shape is not what was promised. */
function moved(before: Record<string, string>, after: Record<string, string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((name) => {
    if (before[name] === after[name]) return [];
    return [
      `${name} ${before[name] === undefined ? "is new" : after[name] === undefined ? "is gone" : "changed its shape"}`,
    ];
  });
}

const UPDATE = "then record the new shapes with `GOLDEN_UPDATE=1 npx vitest run --project pure workers/contracts`";

test("the frames are those that this version of the protocol promised", () => {
  const findings = [...moved(promised.frames, now.frames), ...moved(promised.commands, now.commands)];
  const advice = `Raise PROTOCOL_VERSION in workers/contracts/frames.ts, add a line to docs/PROTOCOL.md, ${UPDATE}.`;
  expect(findings, `Tabs that are open now speak the old shape. ${advice}`).toEqual([]);
  expect(now.protocol, `The version was raised: ${UPDATE}.`).toBe(promised.protocol);
});

test("a stored event keeps the shape it was stored in", () => {
  const findings = moved(promised.events, now.events);
  const advice = `Leave the old shape as it is; write a new \`v\`, an upcaster in workers/core/upcast.ts and a golden log of each, ${UPDATE}.`;
  expect(findings, `Logs that exist hold the old shape. ${advice}`).toEqual([]);
});

test("a shape that moved is noticed, whichever way", () => {
  expect(moved({ a: "1", b: "2", c: "3" }, { a: "1", b: "9", d: "4" })).toEqual([
    "b changed its shape",
    "c is gone",
    "d is new",
  ]);
  expect(hashOf(z.strictObject({ n: z.int().max(5) }))).not.toBe(hashOf(z.strictObject({ n: z.int().max(6) })));
});
