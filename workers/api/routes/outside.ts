import type { z } from "zod";
import { OutsideAsked, OutsideKept, OutsideReturn, OutsideSignIn, SignInWays } from "../../contracts/accounts.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { accountById } from "../../db/read/ways-in.ts";
import { linkIdentity } from "../../db/write/ways-in.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { escapeHtml, readingPage } from "../page.ts";
import { mustConfirm } from "../sessions/confirmed.ts";
import { beginCeremony, endCeremony, knownMark, strangersMark } from "../ways-in/ceremonies.ts";
import { newAccount } from "../ways-in/new-account.ts";
import { findIssuer, outsideConfig } from "../ways-in/outside-issuer.ts";
import { authorizationAddress, type OutsidePerson, personOfCode } from "../ways-in/outside-sign-in.ts";
import { signInAs } from "../ways-in/sign-in-as.ts";
import { suggestedName } from "../ways-in/suggested-name.ts";

/** Signing in with an account elsewhere, where the deployer has named an issuer (OpenID Connect, code flow with PKCE). */
export function outsideDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: "/api/auth/ways",
      access: "anyone",
      noun: "auth",
      summary: "The ways to sign in here besides a name.",
      answers: { 200: { what: "What buttons to show.", schema: SignInWays } },
      problems: [],
    },
    async ({ env }) => ({
      status: 200,
      body: { passkeys: true, outside: outsideConfig(env)?.name ?? null },
      headers: { "cache-control": "private, max-age=300" },
    }),
  );

  doors.add(
    {
      method: "POST",
      path: "/api/auth/outside",
      access: "anyone",
      noun: "auth",
      summary: "Begin to sign in elsewhere: where to send the browser. Who is signed in ties that account to theirs.",
      body: OutsideSignIn,
      limit: "sign-in",
      confirmed: true,
      audit: null,
      answers: { 200: { what: "The issuer's page.", schema: OutsideAsked } },
      problems: ["not-found"],
    },
    beginOutside,
  );

  doors.add(
    {
      method: "GET",
      path: "/api/auth/outside/return",
      access: "anyone",
      noun: "auth",
      summary: "Where the issuer sends the browser back to. Nobody else calls it.",
      query: OutsideReturn,
      limit: "sign-in",
      audit: "signed-in",
      answers: { 303: { what: "Signed in, and on to the page it was begun from." } },
      problems: ["not-found", "bad-request", "sign-in-again"],
    },
    async (visit) => {
      const result = await returned(visit);
      return "slug" in result ? await sorry(result) : result;
    },
  );
}

async function beginOutside(
  visit: Visit<"anyone", unknown, unknown, z.infer<typeof OutsideSignIn>>,
): Promise<Answer | Problem> {
  const { db, now, env, jar, request, body, session } = visit;
  const config = outsideConfig(env);
  if (config === null) return problem("not-found");
  const issuer = await findIssuer(config, now);
  if (issuer === null) return problem("unavailable", { detail: `${config.name} cannot be reached just now.` });
  const asked = { config, issuer, back: body.back ?? "/settings" };
  const { url, state, kept: begun } = await authorizationAddress(request, asked);
  const kept: z.infer<typeof OutsideKept> = { ...begun, sessionId: session?.id ?? null };
  await beginCeremony({ db, now, kind: "outside", challenge: state, boundTo: await strangersMark(jar), kept });
  return { status: 200, body: { url } };
}

type Return = Visit<"anyone", unknown, z.infer<typeof OutsideReturn>, unknown>;

async function returned(visit: Return): Promise<Response | Problem> {
  const { db, now, env, jar, request, query } = visit;
  const config = outsideConfig(env);
  if (config === null) return problem("not-found");
  const boundTo = await knownMark(jar);
  const ended =
    boundTo === null ? null : await endCeremony({ db, now, kind: "outside", challenge: query.state, boundTo });
  const kept = OutsideKept.safeParse(ended?.kept);
  // The configuration may have changed in between; what was begun with one issuer never ends with another.
  if (!kept.success || kept.data.issuer !== config.issuer) return problem("ceremony-over");
  // Begun with the passkey shown is good to the end; begun by nobody, it must not tie itself to whoever came since.
  const begunHere = visit.session !== null && kept.data.sessionId === visit.session.id;
  if (!begunHere && (await mustConfirm(db, visit, now))) return problem("sign-in-again");
  if (query.code === undefined || query.code === "")
    return problem("outside-refused", { detail: `${config.name} was not let through.` });
  const issuer = await findIssuer(config, now);
  if (issuer === null) return problem("unavailable");
  // RFC 9207: an issuer that names itself must be the one that was asked.
  const mustName = issuer.document.authorization_response_iss_parameter_supported === true;
  if (query.iss === undefined ? mustName : query.iss !== config.issuer) return problem("outside-refused");
  const person = await personOfCode(request, { config, issuer, code: query.code, kept: kept.data, now });
  if (person === null) return problem("outside-refused");
  await letIn(visit, config.issuer, person);
  jar.drop("ceremony");
  return new Response(null, { status: 303, headers: { location: kept.data.back } });
}

/** By issuer and subject alone: an address or a name that matches proves nothing. */
async function letIn(visit: Return, issuer: string, person: OutsidePerson): Promise<void> {
  const { db, now, account } = visit;
  const target = account ?? newAccount(suggestedName(person), now);
  const accountId = await linkIdentity(db, {
    identity: { issuer, subject: person.sub, accountId: target.id, createdAt: now },
    newcomer: account === null ? target : null,
  });
  if (accountId === account?.id) return;
  const owner = accountId === target.id ? target : await accountById(db, accountId);
  await signInAs(visit, owner ?? target, "outside");
}

/** A browser, not a script, stands at this door: it is told on a page, with the way back. */
async function sorry(refusal: Problem): Promise<Response> {
  const words = escapeHtml(refusal.detail ?? refusal.title);
  const body = `<h1>Not signed in</h1><p>${words}</p><p><a href="/settings">Back to Emberhall</a></p>`;
  return await readingPage({ title: "Not signed in", body, status: refusal.status });
}
