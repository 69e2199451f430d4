import type { z } from "zod";
import type {
  AdventureCard,
  AdventureList,
  AskForHelp,
  CampaignCard,
  CampaignCreated,
  CampaignList,
  CharacterCard,
  CharacterList,
  CreateCampaign,
  DmSaw,
  HelpGiven,
  InvitePreview,
  LogPage,
  Me,
  MemberList,
  MemberRow,
  SaveCharacter,
  Spending,
  Ticket,
  VoiceList,
} from "../../workers/contracts/http.ts";
import type { Making } from "../../workers/contracts/making.ts";
import type { AskSources, SourcesAsked } from "../../workers/contracts/memory.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import type { Accepted, OwnRequest } from "../../workers/contracts/sharing.ts";
import type { TableStanding } from "../../workers/contracts/standing.ts";
import { ownProblem, type Result } from "./result.ts";

export interface Request {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly body?: unknown;
  /** What the body is when it goes as it is, and not as JSON. */
  readonly mediaType?: string;
  /** Made once for a create, so that a repeated request makes one thing. */
  readonly idempotencyKey?: string;
  /** Asks for a file, as it is. */
  readonly file?: true;
}

export type Ask = <T>(path: string, request?: Request) => Promise<Result<T>>;

/** Talks to our own API. The session is a cookie that the server renews in passing. */
export function makeAsk(fetchLike: typeof fetch): Ask {
  return async <T>(path: string, request: Request = {}): Promise<Result<T>> => {
    const headers: Record<string, string> = { accept: "application/json" };
    if (request.body !== undefined) headers["content-type"] = request.mediaType ?? "application/json";
    if (request.idempotencyKey !== undefined) headers["idempotency-key"] = request.idempotencyKey;
    const isRaw = request.body === undefined || request.mediaType !== undefined;
    const body = isRaw ? (request.body as BodyInit | undefined) : JSON.stringify(request.body);
    try {
      const response = await fetchLike(path, {
        method: request.method ?? "GET",
        headers,
        body,
        credentials: "same-origin",
      });
      if (request.file && response.ok) return { ok: true, value: (await response.blob()) as T };
      return await readAnswer<T>(response);
    } catch {
      return {
        ok: false,
        problem: ownProblem("unavailable", "The table cannot be reached. Check your connection and try again."),
      };
    }
  };
}

async function readAnswer<T>(response: Response): Promise<Result<T>> {
  const kind = response.headers.get("content-type") ?? "";
  const value: unknown = kind.includes("json") ? await response.json() : null;
  if (response.ok) return { ok: true, value: value as T };
  if (isProblem(value)) return { ok: false, problem: value };
  return {
    ok: false,
    problem: ownProblem("internal", "Something broke on our side. Nothing was lost; try again.", response.status),
  };
}

/** A problem as the server writes it. */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "slug" in value &&
    "title" in value &&
    typeof value.title === "string"
  );
}

const POST = "POST" as const;
const at = (campaignId: string, rest: string) => `/api/campaigns/${encodeURIComponent(campaignId)}${rest}`;
const invite = (code: string, rest = "") => `/api/invites/${encodeURIComponent(code)}${rest}`;

/** The items of a list that has no further pages. */
export async function listed<T>(
  answer: Promise<Result<{ readonly items: readonly T[] }>>,
): Promise<Result<readonly T[]>> {
  const result = await answer;
  return result.ok ? { ok: true, value: result.value.items } : result;
}

/** Every request the pages make, by name. */
export function makeApi(ask: Ask) {
  return {
    me: () => ask<Me>("/api/me"),
    guest: (name: string) => ask<Me>("/api/auth/guest", { method: POST, body: { name } }),
    signOut: () => ask<null>("/api/auth/sign-out", { method: POST }),
    adventures: () => listed<AdventureCard>(ask<z.infer<typeof AdventureList>>("/api/adventures")),
    making: () => ask<Making>("/api/making"),
    campaigns: () => listed<CampaignCard>(ask<z.infer<typeof CampaignList>>("/api/campaigns")),
    startCampaign: (body: CreateCampaign, idempotencyKey: string) =>
      ask<CampaignCreated>("/api/campaigns", { method: POST, body, idempotencyKey }),
    /** The whole log of a table, as an operator exports it. */
    importCampaign: (file: Blob) =>
      ask<CampaignCreated>("/api/campaigns/import", { method: POST, body: file, mediaType: "application/x-ndjson" }),
    archiveCampaign: (id: string, archived: boolean) =>
      ask<CampaignCard>(at(id, ""), { method: "PATCH", body: { archived } }),
    previewInvite: (code: string) => ask<InvitePreview>(invite(code)),
    acceptInvite: (code: string, name: string | undefined) =>
      ask<Accepted>(invite(code, "/accept"), { method: POST, body: name === undefined ? {} : { name } }),
    ownRequest: (code: string) => ask<OwnRequest>(invite(code, "/request")),
    ticket: (id: string) => ask<Ticket>(at(id, "/tickets"), { method: POST, body: {} }),
    log: (id: string, before: number, limit: number) =>
      ask<z.infer<typeof LogPage>>(at(id, `/log?before=${before}&limit=${limit}`)),
    members: (id: string) => listed<MemberRow>(ask<z.infer<typeof MemberList>>(at(id, "/members"))),
    voices: () => ask<VoiceList>("/api/voices"),
    spending: (id: string, month: string) => ask<Spending>(at(id, `/spending?month=${encodeURIComponent(month)}`)),
    standing: (id: string) => ask<TableStanding>(at(id, "/standing")),
    dmSaw: (id: string, turnId: string) => ask<DmSaw>(at(id, `/turns/${encodeURIComponent(turnId)}/dm-saw`)),
    askForHelp: (id: string, body: z.infer<typeof AskForHelp>) =>
      ask<HelpGiven>(at(id, "/help"), { method: POST, body }),
    askSources: (id: string, body: z.infer<typeof AskSources>) =>
      ask<z.infer<typeof SourcesAsked>>(at(id, "/ask"), { method: POST, body }),
    exportUrl: (id: string) => at(id, "/export"),
    keysUrl: (id: string) => at(id, "/keys"),
    characters: () => listed<CharacterCard>(ask<z.infer<typeof CharacterList>>("/api/characters")),
    saveCharacter: (body: z.infer<typeof SaveCharacter>, idempotencyKey: string) =>
      ask<CharacterCard>("/api/characters", { method: POST, body, idempotencyKey }),
  };
}

export type Api = ReturnType<typeof makeApi>;

/** Asks our API from this page. */
export const askApi: Ask = makeAsk((...request) => fetch(...request));
export const api: Api = makeApi(askApi);
