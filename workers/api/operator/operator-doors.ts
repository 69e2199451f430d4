import type { z } from "zod";
import { logLine } from "../../contracts/log-line.ts";
import { BYTES_MAX, OPERATIONS, type OperationName } from "../../contracts/operator.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { addToTrail } from "../../db/write/audit-trail.ts";
import { writeAudit } from "../../db/write/operator.ts";
import { orLater } from "../best-effort.ts";
import type { ApiOptions } from "../bindings.ts";
import { readBounded } from "../body.ts";
import type { ApiContext, ApiHono } from "../door.ts";
import { isProblem, problemResponse } from "../problem-response.ts";
import {
  campaignArchive,
  campaignExport,
  campaignFile,
  campaignFiles,
  campaignList,
  campaignQuarantine,
  campaignSnapshot,
} from "./campaign.ts";
import { campaignImport, campaignImportFile, drillEnd } from "./campaign-import.ts";
import { campaignRestore } from "./campaign-restore.ts";
import { deadLetters, dropDeadLetter, replayDeadLetter } from "./dead-letters.ts";
import { auditList, doctor } from "./doctor.ts";
import { indexRebuild } from "./index-rebuild.ts";
import { keysRotate } from "./keys-rotate.ts";
import type { Done, Operation } from "./operation.ts";
import { sessionsRevoke, userErase, userExport } from "./people.ts";
import { reconcile } from "./reconcile.ts";
import { bodyHashOf, saysSigned, signerOf } from "./signature.ts";

const operations: { readonly [Name in OperationName]: Operation<Name> } = {
  doctor,
  "audit-list": auditList,
  "campaign-export": campaignExport,
  "campaign-snapshot": campaignSnapshot,
  "campaign-files": campaignFiles,
  "campaign-file": campaignFile,
  "campaign-quarantine": campaignQuarantine,
  "dlq-list": deadLetters,
  "dlq-replay": replayDeadLetter,
  "dlq-drop": dropDeadLetter,
  "index-rebuild": indexRebuild,
  reconcile,
  "keys-rotate": keysRotate,
  "campaign-list": campaignList,
  "campaign-archive": campaignArchive,
  "campaign-import": campaignImport,
  "campaign-import-file": campaignImportFile,
  "campaign-restore": campaignRestore,
  "drill-end": drillEnd,
  "user-export": userExport,
  "user-erase": userErase,
  "sessions-revoke": sessionsRevoke,
};
/** These look at nobody's data and change nothing. */
const UNWRITTEN: ReadonlySet<string> = new Set<OperationName>(["doctor", "audit-list"]);

const IRREVOCABLE: ReadonlySet<string> = new Set<OperationName>([
  ...(["user-erase", "campaign-restore", "drill-end", "dlq-drop", "reconcile"] as const),
]);

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
  const now = Date.now();
  const db = openDatabase(c.env.DB);
  const signed = await signedParts(request, name, async (bodyHash) =>
    signerOf(request, { db, publicKeys: c.env.OPERATOR_PUBLIC_KEY, bodyHash, now }).catch(unsigned),
  );
  if (signed === null) return null;
  const line = { at: now, keyId: signed.keyId, command: name, target: "", reason: "" };
  const read = OPERATIONS[name].safeParse(parsed(signed.about));
  if (!read.success || signed.bytes === null) {
    const detail = read.success ? "The body is not what was signed, or too large." : placesOf(read.error);
    const refusal = problem("bad-request", { detail });
    await written(db, { ...line, result: `refused: ${refusal.slug}` });
    return problemResponse(refusal);
  }
  const { reason, dryRun } = read.data;
  const visit = { env: c.env, db, now, options, body: read.data, bytes: signed.bytes, request };
  const about = { ...line, target: targetOf(read.data), reason };
  // What cannot be taken back is written down before it is done: whatever breaks in between, it is known who began it.
  if (!dryRun && IRREVOCABLE.has(name)) await written(db, { ...about, result: "begun" });
  // The body was read with the schema of this very name.
  const done = await (operations[name] as Operation<OperationName>)(visit).catch((error: unknown) => ({ error }));
  const result = "error" in done ? "failed" : resultOf(done);
  // What was found is handed out only once it is written down who asked for it.
  await written(db, { ...about, result: dryRun ? `dry run: ${result}` : result });
  if ("error" in done) throw done.error;
  if (!isProblem(done) && !dryRun) await toldToThem(db, done, { at: now, requestId: c.get("requestId") });
  return respond(done);
}

interface Signed {
  keyId: string;
  /** What the operation is about, as JSON. */
  about: string;
  /** Null for bytes that are not those that were signed. */
  bytes: Uint8Array<ArrayBuffer> | null;
}

/** Who has signed this, and what; null for everybody else, of whom no bytes are read. */
async function signedParts(
  request: Request,
  name: OperationName,
  signer: (bodyHash: string) => Promise<string | null>,
): Promise<Signed | null> {
  const bytesMax = BYTES_MAX[name];
  if (bytesMax === undefined) {
    const body = await readBounded(request);
    const keyId = body === null ? null : await signer(await bodyHashOf(body));
    if (body === null || keyId === null) return null;
    return { keyId, about: new TextDecoder().decode(body), bytes: new Uint8Array(0) };
  }
  const bodyHash = request.headers.get("x-content-sha256") ?? "";
  const keyId = await signer(bodyHash);
  if (keyId === null) return null;
  const bytes = await readBounded(request, bytesMax);
  const isWhole = bytes !== null && (await bodyHashOf(bytes)) === bodyHash;
  return { keyId, about: new URL(request.url).searchParams.get("about") ?? "", bytes: isWhole ? bytes : null };
}

async function written(db: Database, line: Parameters<typeof writeAudit>[1]): Promise<void> {
  if (!UNWRITTEN.has(line.command)) await writeAudit(db, { ...line, result: line.result.slice(0, 300) });
}

/** Whom it was about reads in their own trail that whoever keeps the server did it; why stands in the operators'. */
async function toldToThem(db: Database, { trail }: Done, line: { at: number; requestId: string }): Promise<void> {
  if (trail === undefined) return;
  const { verb, ...of } = trail;
  await orLater("trail-not-kept", async () => {
    await addToTrail(db, { accountId: null, campaignId: null, ...of, verb, target: "", result: "done", ...line });
  });
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
  const named = ["campaignId", "uploadId", "messageId", "part", "who"].map((name) => body[name]);
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

function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
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
