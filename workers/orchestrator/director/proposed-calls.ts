import type { Proposal } from "../../contracts/orchestration.ts";
import { parseToolCall } from "../../contracts/tools.ts";
import { callKey } from "../../core/evolve/fold-gm.ts";
import { wholeSigns } from "../../core/whole-signs.ts";
import { runsOf, sharesARun } from "../narrator/said-before.ts";
import type { RawCall } from "./read-answer.ts";
import { repairArgs } from "./repair-args.ts";
import { DIRECTOR_RULES } from "./role-rules.ts";
import { schemaOf, WHY_MAX } from "./tool-schemas.ts";

export type CallDraft = Proposal["calls"][number];

/** The calls of an answer, fit to be proposed, and what is wrong with those the room will refuse. */
export interface CheckedCalls {
  readonly calls: readonly CallDraft[];
  readonly issues: readonly string[];
}

const CALLS_MAX = 8;
const NAME_MAX = 40;
const ARGS_CHARS_MAX = 6_000;
const DEPTH_MAX = 8;

/**
 * Repairs what can be repaired, drops what was said twice or made before, and says what is still wrong. A call that
 * stays wrong is kept as it came: the room refuses it with a code, and everybody behind the screen can see it.
 */
export function checkedCalls(
  raw: readonly RawCall[],
  made: readonly string[] = [],
  isKept: (call: CallDraft, before: readonly CallDraft[]) => boolean = () => false,
): CheckedCalls {
  const seen = new Set(made);
  const calls: CallDraft[] = [];
  const issues: string[] = [];
  for (const each of raw) {
    if (calls.length >= CALLS_MAX) break;
    const { call, issue } = checkedCall(each);
    const key = callKey(call);
    if (seen.has(key)) continue;
    seen.add(key);
    if (recitesOrders(call)) {
      issues.push(`${call.tool}: players would read your own orders in it.`);
      continue;
    }
    if (isKept(call, calls)) {
      issues.push(`${call.tool}: its words are copied from what players may not have read. Use words of your own.`);
      continue;
    }
    calls.push(call);
    if (issue !== null) issues.push(issue);
  }
  return { calls, issues };
}

const ORDERS = runsOf([DIRECTOR_RULES]);

/** Our orders are no secret of the game, but nobody at the table asked to hear them: such a call is not even proposed. */
function recitesOrders({ args }: CallDraft): boolean {
  return sharesARun(JSON.stringify(args).replaceAll("\\n", " "), ORDERS);
}

function checkedCall({ tool, args, why }: RawCall): { call: CallDraft; issue: string | null } {
  const name = plainName(tool);
  const schema = schemaOf(name);
  const given = plainRecord(args);
  const ownWhy = schema?.properties !== undefined && "why" in schema.properties;
  const reason = whyOf(why) ?? whyOf(given.why);
  const said = reason === null ? {} : { why: reason };
  if (schema === null)
    return { call: { tool: name, args: without(given, "why"), ...said }, issue: `There is no tool "${name}".` };
  const repaired = plainRecord(repairArgs(schema, ownWhy ? given : without(given, "why")));
  const parsed = parseToolCall(name, repaired);
  if (parsed.ok) return { call: { tool: name, args: repaired, ...said }, issue: null };
  const unread = args === undefined ? " Its arguments could not be read as JSON." : "";
  return { call: { tool: name, args: repaired, ...said }, issue: `${name}: ${parsed.detail}${unread}` };
}

/** A name as the ledger can hold it. It is shortened and freed of odd signs, never changed into another. */
function plainName(name: string): string {
  const plain = name.replace(/[^\w.:-]/g, "").slice(0, NAME_MAX);
  return plain === "" ? "unnamed" : plain;
}

function whyOf(value: unknown): string | null {
  if (typeof value !== "string" || value.trim() === "") return null;
  return wholeSigns(value.trim().slice(0, WHY_MAX));
}

function without(record: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));
}

/** Arguments as the log can hold them: plain JSON, no half signs, not too deep, not too long. */
function plainRecord(value: unknown): Record<string, unknown> {
  const plain = plainValue(value, 0);
  if (typeof plain !== "object" || plain === null || Array.isArray(plain)) return {};
  return JSON.stringify(plain).length > ARGS_CHARS_MAX ? {} : (plain as Record<string, unknown>);
}

function plainValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return wholeSigns(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null || depth >= DEPTH_MAX) return null;
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => plainValue(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key.length <= NAME_MAX && key !== "__proto__")
      .slice(0, 60)
      .map(([key, each]) => [wholeSigns(key), plainValue(each, depth + 1)]),
  );
}
