import type { z } from "zod";
import { logLine } from "../../contracts/log-line.ts";
import { OPERATIONS, type OperationName } from "../../contracts/operator.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { openDatabase } from "../../db/database.ts";
import { writeAudit } from "../../db/write/operator.ts";
import type { ApiOptions } from "../bindings.ts";
import { readBounded } from "../body.ts";
import type { ApiContext, ApiHono } from "../door.ts";
import { isProblem, problemResponse } from "../problem-response.ts";
import { rotateNow } from "../signing-keys.ts";
import { campaignExport, campaignFile, campaignFiles, campaignQuarantine } from "./campaign.ts";
import { deadLetters, dropDeadLetter, replayDeadLetter } from "./dead-letters.ts";
import { auditList, doctor } from "./doctor.ts";
import { indexRebuild } from "./index-rebuild.ts";
import type { Done, Operation } from "./operation.ts";
import { reconcile } from "./reconcile.ts";
import { saysSigned, signerOf } from "./signature.ts";

const operations: { readonly [Name in OperationName]: Operation<Name> } = {
  doctor,
  "audit-list": auditList,
  "campaign-export": campaignExport,
  "campaign-files": campaignFiles,
  "campaign-file": campaignFile,
  "campaign-quarantine": campaignQuarantine,
  "dlq-list": deadLetters,
  "dlq-replay": replayDeadLetter,
  "dlq-drop": dropDeadLetter,
  "index-rebuild": indexRebuild,
  reconcile,
  "keys-rotate": async ({ env, now, body }) => {
    if (!body.dryRun) await rotateNow(env.DB, now);
    return { result: "new signing key", answer: { rotated: !body.dryRun } };
  },
};
/** These look at nobody's data and change nothing. */
const UNWRITTEN: ReadonlySet<string> = new Set<OperationName>(["doctor", "audit-list"]);

/**
 * The doors of those who keep the server. They are on no list: without a key in `OPERATOR_PUBLIC_KEY`, and for whoever does
 * not sign with it, they answer what an unknown address answers.
 */
export function operatorDoors(app: ApiHono, options: ApiOptions): void {
  app.all("/api/operator/*", async (c) => (await answer(c, options)) ?? (await c.notFound()));
}

async function answer(c: ApiContext, options: ApiOptions): Promise<Response | null> {
  const request = c.req.raw;
  const name = new URL(request.url).pathname.slice("/api/operator/".length);
  if ((c.env.OPERATOR_PUBLIC_KEY ?? "").trim() === "" || request.method !== "POST" || !isOperation(name)) return null;
  if (!saysSigned(request)) return null;
  const body = await readBounded(request);
  if (body === null) return null;
  const now = Date.now();
  const db = openDatabase(c.env.DB);
  const keyId = await signerOf(request, { db, publicKeys: c.env.OPERATOR_PUBLIC_KEY, body, now }).catch(unsigned);
  if (keyId === null) return null;
  const read = OPERATIONS[name].safeParse(parsed(body));
  const line = { at: now, keyId, command: name, target: "", reason: "" };
  if (!read.success) {
    const refusal = problem("bad-request", { detail: placesOf(read.error) });
    await written(db, { ...line, result: `refused: ${refusal.slug}` });
    return problemResponse(refusal);
  }
  const { reason, dryRun } = read.data;
  const visit = { env: c.env, db, now, options, body: read.data };
  // The body was read with the schema of this very name.
  const done = await (operations[name] as Operation<OperationName>)(visit).catch((error: unknown) => ({ error }));
  const result = "error" in done ? "failed" : resultOf(done);
  // What was found is handed out only once it is written down who asked for it.
  await written(db, {
    ...{ ...line, target: targetOf(read.data), reason },
    result: dryRun ? `dry run: ${result}` : result,
  });
  if ("error" in done) throw done.error;
  return respond(done);
}

async function written(db: ReturnType<typeof openDatabase>, line: Parameters<typeof writeAudit>[1]): Promise<void> {
  if (!UNWRITTEN.has(line.command)) await writeAudit(db, { ...line, result: line.result.slice(0, 300) });
}

function respond(done: Done | Problem): Response {
  // Without a detail it would look like a door that is shut.
  if (isProblem(done)) return problemResponse({ detail: "There is nothing of that id here.", ...done });
  if (done.answer instanceof ReadableStream)
    return new Response(done.answer, { headers: { "content-type": "application/octet-stream" } });
  return Response.json(done.answer);
}

function resultOf(done: Done | Problem): string {
  return isProblem(done) ? `refused: ${done.slug}` : done.result;
}

/** What the request was about, in ids. */
function targetOf(body: Readonly<Record<string, unknown>>): string {
  const named = ["campaignId", "uploadId", "messageId", "part"].map((name) => body[name]);
  return named.filter((each) => typeof each === "string").join(" ");
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

/** A door that cannot check is a door that is not there: before the first migration there is nowhere to use a number up. */
function unsigned(error: unknown): null {
  const why = error instanceof Error ? error.message.slice(0, 300) : typeof error;
  console.error(logLine("operator-unchecked", { why }));
  return null;
}

function parsed(body: Uint8Array): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

function placesOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join(".") || "the body"}: ${message}`)
    .join("; ")
    .slice(0, 600);
}
