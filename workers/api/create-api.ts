import { Hono } from "hono";
import { routePath } from "hono/route";
import { logLine } from "../contracts/log-line.ts";
import { count } from "../contracts/metrics.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import type { ApiBindings, ApiOptions } from "./bindings.ts";
import { configurationFaults } from "./configuration-faults.ts";
import { type ApiHono, DoorList } from "./door.ts";
import { securityHeaders, withoutInsideHeaders } from "./edge-headers.ts";
import { faultOf } from "./fault.ts";
import { operatorDoors } from "./operator/operator-doors.ts";
import { problemResponse, slugOf } from "./problem-response.ts";
import { isDevProfile, isDevReachedFromAfar } from "./profile.ts";
import { accountDoors } from "./routes/accounts.ts";
import { adventureDoors } from "./routes/adventures.ts";
import { banDoors } from "./routes/bans.ts";
import { campaignDoors } from "./routes/campaigns.ts";
import { characterDoors } from "./routes/characters.ts";
import { confirmDoors } from "./routes/confirm.ts";
import { docsDoors } from "./routes/docs.ts";
import { forkDoor } from "./routes/forks.ts";
import { healthDoors } from "./routes/health.ts";
import { importDoor } from "./routes/imports.ts";
import { inviteDoors } from "./routes/invites.ts";
import { joiningDoors } from "./routes/joining.ts";
import { linkPageDoor } from "./routes/link-page.ts";
import { logDoors } from "./routes/log.ts";
import { loreDoors } from "./routes/lore.ts";
import { machineDoors } from "./routes/machine.ts";
import { makingDoors } from "./routes/making.ts";
import { memberDoors } from "./routes/members.ts";
import { memoryDoors } from "./routes/memory.ts";
import { outsideDoors } from "./routes/outside.ts";
import { passkeyDoors } from "./routes/passkeys.ts";
import { peopleDoors } from "./routes/people.ts";
import { problemDoors } from "./routes/problems.ts";
import { recoveryDoors } from "./routes/recovery.ts";
import { requestDoors } from "./routes/requests.ts";
import { sessionDoors } from "./routes/sessions.ts";
import { standingDoor } from "./routes/standing.ts";
import { ticketDoors } from "./routes/tickets.ts";
import { trailDoors } from "./routes/trail.ts";
import { uploadDoors } from "./routes/uploads.ts";

/** The HTTP API as a Hono app. It answers every request it is given; what it does not know is a problem too. */
export function createApi(options: ApiOptions): ApiHono {
  return buildApi(options).app;
}

/** The same with the list of its doors, for /docs and for the tests that walk through every one. */
export function buildApi(options: ApiOptions): { app: ApiHono; doors: DoorList } {
  const app: ApiHono = new Hono();
  const doors = new DoorList(app);
  keepTheEdge(app, options);
  accountDoors(doors);
  sessionDoors(doors);
  trailDoors(doors);
  peopleDoors(doors);
  passkeyDoors(doors);
  confirmDoors(doors);
  recoveryDoors(doors);
  outsideDoors(doors);
  adventureDoors(doors, options);
  campaignDoors(doors, options);
  importDoor(doors, options);
  forkDoor(doors, options);
  memberDoors(doors);
  banDoors(doors);
  inviteDoors(doors);
  joiningDoors(doors, options);
  linkPageDoor(doors, options);
  requestDoors(doors);
  characterDoors(doors);
  makingDoors(doors, options);
  ticketDoors(doors);
  logDoors(doors);
  machineDoors(doors, options);
  uploadDoors(doors);
  loreDoors(doors, options);
  memoryDoors(doors);
  standingDoor(doors, options);
  healthDoors(doors, options);
  problemDoors(doors);
  docsDoors(doors);
  options.devDoors?.(doors);
  operatorDoors(app, options);
  answerTheRest(app, doors);
  return { app, doors };
}

function keepTheEdge(app: ApiHono, options: ApiOptions): void {
  app.use("*", async (c, next) => {
    c.set("requestId", crypto.randomUUID());
    c.req.raw = withoutInsideHeaders(c.req.raw);
    const refusal = mayNotServe(c.env, c.req.raw, options);
    const from = Date.now();
    if (refusal === null) await next();
    else c.res = problemResponse(refusal);
    const route = refusal === null ? routePath(c, -1) : "*";
    const counted = { method: c.req.method, route, slug: slugOf(c.res), status: c.res.status };
    count(c.env.METRICS, "request", { ...counted, ms: Date.now() - from });
    // The answer to an upgrade belongs to the room; its headers cannot be changed.
    if (c.res.status === 101) return;
    c.header("x-request-id", c.get("requestId"));
    for (const [name, value] of Object.entries(securityHeaders(c.req.raw, c.res.headers))) c.header(name, value);
  });
}

const OPERATORS = "/api/operator/";

/** Why this deployment serves nobody, or not from where the request comes; null when it does. */
function mayNotServe(env: ApiBindings, request: Request, options: ApiOptions): Problem | null {
  const faults = configurationFaults(env, { devBuild: options.devDoors !== undefined });
  // Whoever keeps the server may still ask what is wrong with it: their requests are signed.
  if (faults.length > 0 && !new URL(request.url).pathname.startsWith(OPERATORS)) {
    console.error(logLine("misconfigured", { faults }));
    return problem("misconfigured", { detail: faults.join(" ") });
  }
  const detail = "The dev profile answers only on this machine. Set PROFILE to nothing to serve others.";
  return isDevReachedFromAfar(env, request) ? problem("unavailable", { detail }) : null;
}

function answerTheRest(app: ApiHono, doors: DoorList): void {
  app.notFound((c) => {
    const methods = doors.all.filter((door) => matches(door.path, c.req.path)).map((door) => door.method);
    if (methods.length === 0) return problemResponse(problem("not-found"));
    const allow = [...new Set(methods)].sort().join(", ");
    const detail = `This address answers ${allow}.`;
    return problemResponse(problem("method-not-allowed", { detail }), { allow });
  });
  app.onError((error, c) => {
    const { told, logged } = faultOf(error);
    const requestId = c.get("requestId");
    const stack = isDevProfile(c.env) ? error.stack : undefined;
    const line = { requestId, method: c.req.method, route: c.req.routePath, ...logged, stack };
    console.error(logLine("api-fault", line));
    return problemResponse({ ...told, instance: `urn:uuid:${requestId}` });
  });
}

function matches(path: string, asked: string): boolean {
  const pattern = path.split("/");
  const parts = asked.split("/");
  return pattern.length === parts.length && pattern.every((each, at) => each.startsWith("{") || each === parts[at]);
}
