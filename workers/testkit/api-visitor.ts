import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { ApiBindings, ApiOptions, DoorList } from "../api/bindings.ts";
import { buildApi } from "../api/create-api.ts";
import { devProbe } from "../api/dev-probe.ts";
import { devSignIn } from "../api/dev-sign-in.ts";
import { CookieJar } from "../api/sessions/cookie-jar.ts";
import { openSession } from "../api/sessions/open-session.ts";
import { configurationTold } from "../configuration-told.ts";
import { cards, making } from "../content/index.ts";
import type { SessionCard } from "../contracts/accounts.ts";
import type { CampaignCard, CampaignCreated } from "../contracts/http.ts";
import { Problem, type ProblemSlug } from "../contracts/problems.ts";
import type { Invite, Joined } from "../contracts/sharing.ts";
import { openDatabase } from "../db/database.ts";
import { voiceList } from "../dm-terms.ts";
import { foundPassages } from "../found-passages.ts";
import { indexingBy } from "../library/index-chunks.ts";

/** The doors that stand on one's own machine only, as the composition root adds them. */
function devDoors(doors: DoorList): void {
  devSignIn(doors);
  devProbe(doors, async () => "Oracle, no AI: always there");
}

export const options: ApiOptions = {
  adventures: cards,
  making,
  voices: voiceList,
  lore: foundPassages,
  indexing: indexingBy,
  devDoors,
  configuration: configurationTold,
};
/** The whole API with real bindings of this test run; also for tests that look at its doors. */
export const { app: api, doors } = buildApi(options);

/** The head of the web app, which no test run has built. */
const PAGE = `<!doctype html><html><head><title>Emberhall</title>
<meta property="og:title" content="You are expected at the table" />
<meta property="og:description" content="A party, one link." /></head><body><div id="app"></div></body></html>`;
const built = { fetch: async () => new Response(PAGE, { headers: { "content-type": "text/html", etag: '"a"' } }) };
type RunBindings = ApiBindings & { FILES: R2Bucket; JOBS: Queue; JOBS_DEAD: Queue };
export const bindings: RunBindings = { ...(env as unknown as RunBindings), ASSETS: built };
/** What a deployment has: no profile at all. */
export const production: ApiBindings = { ...bindings, PROFILE: undefined };
export const site = "https://table.example";

export interface Heard {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
  bytes: Uint8Array;
}

/** Somebody with a browser: keeps cookies, names the origin, and has an address nobody else has. */
export class Visitor {
  readonly env: ApiBindings;
  readonly site: string;
  /** By name, as a browser keeps them. */
  cookies = new Map<string, string>();
  address = `2001:db8:${randomHex()}:${randomHex()}::1`;

  constructor(as: { env?: ApiBindings; site?: string } = {}) {
    this.env = as.env ?? production;
    this.site = as.site ?? site;
  }

  /** The header that goes with each request. */
  get cookie(): string | null {
    return this.cookies.size === 0 ? null : [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  set cookie(header: string | null) {
    this.cookies = new Map(header?.split("; ").map((each) => [each.split("=")[0] ?? "", each.replace(/^[^=]*=/, "")]));
  }

  /** Another browser of somebody, signed in without a ceremony. */
  async signsInAs(accountId: string, openedBy: SessionCard["openedBy"] = "passkey"): Promise<string> {
    const request = new Request(this.site);
    const [jar, now, binding] = [new CookieJar(request), Date.now(), this.env.DB];
    const at = { binding, db: openDatabase(binding), request, now, jar };
    const { id } = await openSession(at, { accountId, openedBy });
    this.#keep(jar.onto(new Response()).headers);
    return id;
  }

  #keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  async sends(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Heard> {
    const headers = new Headers({ origin: this.site, "cf-connecting-ip": this.address, ...more.headers });
    if (this.cookie !== null && !headers.has("cookie")) headers.set("cookie", this.cookie);
    const isRaw =
      typeof more.body === "string" || more.body instanceof ReadableStream || more.body instanceof Uint8Array;
    if (more.body !== undefined && !isRaw && !headers.has("content-type"))
      headers.set("content-type", "application/json");
    const body = more.body === undefined || isRaw ? (more.body as BodyInit | undefined) : JSON.stringify(more.body);
    const request = new Request(`${this.site}${path}`, { method, headers, body });
    const response = await api.fetch(request, this.env);
    const bytes = new Uint8Array(response.status === 101 ? new ArrayBuffer(0) : await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    this.#keep(response.headers);
    const isJson = /[/+]json$/.test(response.headers.get("content-type") ?? "");
    const { status } = response;
    return { status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text, bytes };
  }

  /** Sends and expects it to go well. */
  async gets<T>(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<T> {
    const heard = await this.sends(method, path, more);
    expect(heard.status, heard.text).toBeLessThan(300);
    return heard.body as T;
  }

  async startsTable(name = "Mira"): Promise<{ campaign: CampaignCard; invite: Invite }> {
    const adventureId = cards[0]?.id;
    return await this.gets<CampaignCreated>("POST", "/api/campaigns", { body: { adventureId, name } });
  }

  async joins(code: string, name: string): Promise<Joined> {
    return await this.gets<Joined>("POST", `/api/invites/${code}/accept`, { body: { name } });
  }
}

/** Expects a refusal with this slug, in the one shape that refusals have. */
export function expectProblem(heard: Heard, slug: ProblemSlug): Problem {
  expect(heard.headers.get("content-type"), heard.text).toBe("application/problem+json");
  const told = Problem.parse(heard.body);
  expect(told.slug, heard.text).toBe(slug);
  expect(told.status).toBe(heard.status);
  return told;
}

function randomHex(): string {
  return crypto.getRandomValues(new Uint16Array(1))[0]?.toString(16) ?? "0";
}
