import { describe, expect, test } from "vitest";
import type { Ticket } from "../contracts/http.ts";
import { api, bindings, expectProblem, type Heard, production, site, Visitor } from "../testkit/api-visitor.ts";

async function knock(
  visitor: Visitor,
  at: { campaignId: string; ticket?: string; protocols?: string; headers?: Record<string, string> },
): Promise<Heard> {
  const protocols = at.protocols ?? `emberhall.v1, ticket.${at.ticket}`;
  const headers = { upgrade: "websocket", "sec-websocket-protocol": protocols, ...at.headers };
  return await visitor.sends("GET", `/api/campaigns/${at.campaignId}/socket`, { headers });
}

async function table(): Promise<{ mira: Visitor; campaignId: string; ticket: () => Promise<string> }> {
  const mira = new Visitor();
  const { campaign } = await mira.startsTable();
  const ticket = async () => (await mira.gets<Ticket>("POST", `/api/campaigns/${campaign.id}/tickets`)).ticket;
  return { mira, campaignId: campaign.id, ticket };
}

test("a ticket opens the socket, and only our own protocol is named in the answer", async () => {
  const { mira, campaignId, ticket } = await table();
  const heard = await knock(mira, { campaignId, ticket: await ticket() });
  expect(heard.status).toBe(101);
  expect(heard.headers.get("sec-websocket-protocol")).toBe("emberhall.v1");
});

test("a ticket opens it once, also when many knock at the same moment", async () => {
  const { mira, campaignId, ticket } = await table();
  const one = await ticket();
  const heard = await Promise.all(Array.from({ length: 20 }, () => knock(mira, { campaignId, ticket: one })));
  expect(heard.filter(({ status }) => status === 101)).toHaveLength(1);
  for (const refused of heard.filter(({ status }) => status !== 101)) expectProblem(refused, "bad-ticket");
});

test("no cookie is needed, and none is enough", async () => {
  const { mira, campaignId, ticket } = await table();
  expect((await knock(new Visitor(), { campaignId, ticket: await ticket() })).status).toBe(101);
  expectProblem(await knock(mira, { campaignId, protocols: "emberhall.v1" }), "bad-ticket");
});

test("a ticket is for one campaign", async () => {
  const here = await table();
  const there = await table();
  expectProblem(await knock(here.mira, { campaignId: there.campaignId, ticket: await here.ticket() }), "bad-ticket");
});

test("names that only we may set are not heard from outside", async () => {
  const { mira, campaignId } = await table();
  const headers = {
    "x-emberhall-member": "m_abcdefghijklmnopqrst",
    "x-emberhall-jti": crypto.randomUUID(),
    "x-emberhall-exp": "9999999999999",
  };
  expectProblem(await knock(mira, { campaignId, protocols: "emberhall.v1", headers }), "bad-ticket");
});

describe("what is no upgrade of ours is told so", () => {
  test.each([
    ["no protocol at all", "", "protocol-mismatch"],
    ["only a ticket", "ticket.abc", "protocol-mismatch"],
    ["another version", "emberhall.v2, ticket.abc", "protocol-mismatch"],
    ["two tickets", "emberhall.v1, ticket.abc, ticket.def", "bad-ticket"],
    ["an empty ticket", "emberhall.v1, ticket.", "bad-ticket"],
    ["a ticket that is none", "emberhall.v1, ticket.abc", "bad-ticket"],
  ] as const)("%s", async (_, protocols, slug) => {
    const { mira, campaignId } = await table();
    expectProblem(await knock(mira, { campaignId, protocols }), slug);
  });

  test("a plain GET", async () => {
    const { mira, campaignId } = await table();
    expectProblem(await mira.sends("GET", `/api/campaigns/${campaignId}/socket`), "bad-request");
  });
});

/** W1: what may stand as Origin, and whether it opens. */
const origins: [string, string | null, boolean][] = [
  ["our own", site, true],
  ["null, as of a sandboxed frame", "null", false],
  ["none, as of a program", null, false],
  ["another site", "https://evil.example", false],
  ["ours as a suffix", "https://evil-table.example", false],
  ["ours as a prefix", "https://table.example.evil.example", false],
  ["a subdomain of ours", "https://play.table.example", false],
  ["our parent", "https://example", false],
  ["another port", "https://table.example:8443", false],
  ["the default port written out", "https://table.example:443", false],
  ["without encryption", "http://table.example", false],
  ["a user before ours", "https://table.example@evil.example", false],
  ["ours in capitals", "https://TABLE.EXAMPLE", false],
  ["ours with a path", "https://table.example/", false],
  ["ours twice", "https://table.example, https://table.example", false],
];

describe("only our own origin opens a socket or writes", () => {
  test.each(origins)("%s", async (_, origin, opens) => {
    const { mira, campaignId, ticket } = await table();
    const one = await ticket();
    const asking = async (method: string, path: string, headers: Record<string, string>): Promise<number> => {
      const named = new Headers({ cookie: mira.cookie ?? "", "cf-connecting-ip": mira.address, ...headers });
      if (origin !== null) named.set("origin", origin);
      const response = await api.fetch(new Request(`${site}${path}`, { method, headers: named }), production);
      await response.body?.cancel();
      return response.status;
    };
    const protocols = `emberhall.v1, ticket.${one}`;
    const socket = await asking("GET", `/api/campaigns/${campaignId}/socket`, {
      upgrade: "websocket",
      "sec-websocket-protocol": protocols,
    });
    expect(socket).toBe(opens ? 101 : 403);
    expect(await asking("POST", `/api/campaigns/${campaignId}/tickets`, {})).toBe(opens ? 201 : 403);
    expect(await asking("GET", "/api/me", {})).toBe(200);
  });

  test("the deployer may name others", async () => {
    const env = { ...production, ALLOWED_ORIGINS: "https://play.example https://other.example" };
    const mira = new Visitor({ env });
    await mira.gets("POST", "/api/auth/guest", {
      body: { name: "Mira" },
      headers: { origin: "https://other.example" },
    });
    expectProblem(
      await mira.sends("POST", "/api/auth/sign-out", { headers: { origin: "https://other.example.evil" } }),
      "wrong-origin",
    );
  });

  test("on this machine a program need not name one, but another site is still refused", async () => {
    const local = new Visitor({ env: bindings, site: "http://127.0.0.1:8787" });
    expectProblem(
      await local.sends("POST", "/api/auth/dev", { body: {}, headers: { origin: "https://evil.example" } }),
      "wrong-origin",
    );
    expect((await local.sends("POST", "/api/auth/dev", { body: {} })).status).toBe(200);
  });
});

test("no answer invites another origin to read it", async () => {
  const heard = await new Visitor().sends("OPTIONS", "/api/campaigns", {
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  expect(heard.status).toBe(405);
  expect([...heard.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
});
