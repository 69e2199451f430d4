import { beforeAll, describe, expect, test } from "vitest";
import type { Me } from "../contracts/http.ts";
import type { Invite } from "../contracts/sharing.ts";
import { api, bindings, doors, expectProblem, type Heard, options, Visitor } from "../testkit/api-visitor.ts";
import { draft } from "../testkit/character-draft.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import { shelvePasskey } from "../testkit/shelve-passkey.ts";

/** H1, H2: every door, by everybody, at their own table, at somebody else's and at one that is not there. */
const people = ["nobody", "stranger", "owner", "gm", "player", "spectator", "removed"] as const;
type Person = (typeof people)[number];
type Table = Awaited<ReturnType<typeof setTable>>;

const everybody = [...people];
const signedIn = people.filter((person) => person !== "nobody");
const atTable: Person[] = ["owner", "gm", "player", "spectator"];
const hosts: Person[] = ["owner", "gm"];

interface Rule {
  may: readonly Person[];
  body?: (table: Table) => unknown;
  headers?: Record<string, string>;
  /** The address for one try; what is destroyed is made for it. */
  path?: (table: Table) => Promise<string>;
  /** Who has a passkey must have shown it in this session a moment ago. */
  confirmed?: true;
  /** Leaves nobody as they were, so it is tried at a table of its own. */
  apart?: boolean;
}

const inCampaign = (rest: string) => async (table: Table) => `/api/campaigns/${table.campaignId}${rest}`;

/** A file of this table, made for one try. */
const onShelf =
  (rest: string, file: Parameters<typeof shelveFile>[1] = {}) =>
  async (table: Table) => {
    const { id } = await shelveFile(table.campaignId, file);
    return `/api/campaigns/${table.campaignId}/uploads/${id}${rest}`;
  };

/** A door that is not on this list fails the first test below: nobody adds an address without saying whose it is. */
const rules: Record<string, Rule> = {
  "POST /api/auth/guest": { may: everybody, body: () => ({ name: "Somebody" }) },
  "POST /api/auth/sign-out": { may: everybody },
  "POST /api/auth/sign-out-everywhere": { may: signedIn, apart: true, confirmed: true },
  "GET /api/auth/ways": { may: everybody },
  "POST /api/auth/passkey/options": { may: everybody },
  // What opens these three is not an account: passkeys.worker.test.ts, outside.worker.test.ts.
  "POST /api/auth/passkey": { may: [] },
  "POST /api/auth/recovery": { may: [], body: () => ({ code: "AAAA-BBBB-CCCC-DDDD" }) },
  "GET /api/auth/outside/return": { may: [] },
  // No issuer is configured here.
  "POST /api/auth/outside": { may: [], body: () => ({}), confirmed: true },
  "GET /api/me/sessions": { may: signedIn },
  "DELETE /api/me/sessions/{sessionId}": {
    may: ["owner"],
    path: async (table) => `/api/me/sessions/${await table.ownersSession()}`,
    confirmed: true,
  },
  "DELETE /api/me/sessions": { may: signedIn, apart: true, confirmed: true },
  // Only with a passkey: confirm.worker.test.ts.
  "POST /api/me/confirm/options": { may: ["owner"], path: async (table) => await table.ownersConfirmation() },
  "POST /api/me/confirm": { may: [] },
  "GET /api/me/ways-in": { may: signedIn },
  "POST /api/me/recovery-codes": { may: signedIn, confirmed: true },
  "POST /api/me/passkeys/options": { may: signedIn, confirmed: true },
  // Only with a credential: passkeys.worker.test.ts.
  "POST /api/me/passkeys": { may: [], confirmed: true },
  "PATCH /api/me/passkeys/{passkeyId}": {
    may: ["owner"],
    path: async (table) => `/api/me/passkeys/${await table.ownersPasskey()}`,
    body: () => ({ name: "The old phone" }),
  },
  "DELETE /api/me/passkeys/{passkeyId}": {
    may: ["owner"],
    path: async (table) => `/api/me/passkeys/${await table.ownersPasskey()}`,
    confirmed: true,
  },
  // Compiled in here, but this is the production profile.
  "POST /api/auth/dev": { may: [], body: () => ({}) },
  "POST /api/dev/probe": { may: [] },
  "GET /api/me": { may: signedIn },
  "GET /api/adventures": { may: everybody },
  "GET /api/making": { may: everybody },
  "GET /api/voices": { may: everybody },
  "GET /api/campaigns/{campaignId}/spending": { may: atTable, path: inCampaign("/spending") },
  "GET /api/campaigns/{campaignId}/turns/{turnId}/dm-saw": { may: atTable, path: inCampaign("/turns/t_1/dm-saw") },
  // Only behind the screen: the owner of these tables has not taken over, so nobody is.
  "POST /api/campaigns/{campaignId}/help": {
    may: [],
    path: inCampaign("/help"),
    body: () => ({ kind: "ideas", text: "" }),
  },
  "GET /api/campaigns/{campaignId}/memory": { may: atTable, path: inCampaign("/memory") },
  "POST /api/campaigns/{campaignId}/ask": {
    may: ["owner", "gm", "player"],
    path: inCampaign("/ask"),
    body: () => ({ question: "What happens at dusk?" }),
  },
  "GET /api/campaigns/{campaignId}/uploads": { may: atTable, path: inCampaign("/uploads") },
  "POST /api/campaigns/{campaignId}/uploads": {
    may: hosts,
    path: inCampaign("/uploads"),
    body: () => ({ title: "world.pdf", sizeBytes: 9, visibility: "players" }),
  },
  "GET /api/campaigns/{campaignId}/uploads/{uploadId}": { may: atTable, path: onShelf("") },
  "PATCH /api/campaigns/{campaignId}/uploads/{uploadId}": {
    may: hosts,
    path: onShelf(""),
    body: () => ({ title: "Renamed" }),
  },
  "DELETE /api/campaigns/{campaignId}/uploads/{uploadId}": { may: hosts, path: onShelf("") },
  "PUT /api/campaigns/{campaignId}/uploads/{uploadId}/parts/{part}": {
    may: hosts,
    path: onShelf("/parts/1", { status: "pending", title: "a.txt" }),
    body: () => new TextEncoder().encode("The bell is sunken."),
    headers: { "content-type": "application/octet-stream" },
  },
  "POST /api/campaigns/{campaignId}/uploads/{uploadId}/complete": { may: hosts, path: onShelf("/complete") },
  "POST /api/campaigns/{campaignId}/uploads/{uploadId}/retry": {
    may: hosts,
    path: onShelf("/retry", { status: "failed" }),
  },
  "POST /api/campaigns/{campaignId}/uploads/{uploadId}/show": {
    may: hosts,
    path: onShelf("/show"),
    body: () => ({ caption: "" }),
  },
  "GET /api/campaigns/{campaignId}/uploads/{uploadId}/file": { may: atTable, path: onShelf("/file") },
  "GET /api/campaigns/{campaignId}/uploads/{uploadId}/pages/{page}": { may: atTable, path: onShelf("/pages/1") },
  "GET /api/campaigns/{campaignId}/lore/search": { may: atTable, path: inCampaign("/lore/search?q=bell") },
  "POST /api/campaigns/{campaignId}/lore/reindex": { may: hosts, path: inCampaign("/lore/reindex") },
  "GET /api/campaigns/{campaignId}/lore/suggestions": { may: hosts, path: inCampaign("/lore/suggestions") },
  "POST /api/campaigns": { may: everybody, body: () => ({ adventureId: options.adventures[0]?.id, name: "Somebody" }) },
  "GET /api/campaigns": { may: signedIn },
  "GET /api/campaigns/{campaignId}": { may: atTable, path: inCampaign("") },
  "PATCH /api/campaigns/{campaignId}": { may: ["owner"], path: inCampaign(""), body: () => ({ title: "Renamed" }) },
  "GET /api/me/export": { may: signedIn, confirmed: true },
  "POST /api/me/erase": { may: [], body: () => ({ name: "Not their name" }), confirmed: true },
  "GET /api/erasures/{accountId}": { may: [], path: async () => "/api/erasures/a_aaaaaaaaaaaaaaaaaaaa" },
  "GET /api/me/trail": { may: signedIn },
  "GET /api/campaigns/{campaignId}/trail": { may: hosts, path: inCampaign("/trail") },
  "GET /api/campaigns/{campaignId}/members": { may: atTable, path: inCampaign("/members") },
  "PATCH /api/campaigns/{campaignId}/members/{memberId}": {
    may: ["owner"],
    path: async (table) => `/api/campaigns/${table.campaignId}/members/${await table.somebodyNew()}`,
    body: () => ({ role: "spectator" }),
  },
  "DELETE /api/campaigns/{campaignId}/members/{memberId}": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/members/${await table.somebodyNew()}`,
  },
  "POST /api/campaigns/{campaignId}/members/{memberId}/back": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/members/${await table.somebodyGone()}/back`,
    body: () => ({}),
  },
  // The owner stays: sharing.worker.test.ts.
  "DELETE /api/campaigns/{campaignId}/place": {
    may: ["gm", "player", "spectator"],
    path: inCampaign("/place"),
    apart: true,
  },
  "POST /api/campaigns/{campaignId}/owner": {
    may: ["owner"],
    path: inCampaign("/owner"),
    body: (table) => ({ memberId: table.gmsPlace }),
    apart: true,
  },
  "POST /api/campaigns/import": {
    may: signedIn,
    body: (table) => table.whole,
    headers: { "content-type": "application/x-ndjson" },
  },
  "POST /api/campaigns/{campaignId}/forks": { may: hosts, path: inCampaign("/forks"), body: () => ({}) },
  "GET /api/campaigns/{campaignId}/standing": { may: hosts, path: inCampaign("/standing") },
  "GET /api/campaigns/{campaignId}/bans": { may: hosts, path: inCampaign("/bans") },
  "POST /api/campaigns/{campaignId}/bans": {
    may: hosts,
    path: inCampaign("/bans"),
    body: (table) => ({ memberId: table.gonesPlace }),
    apart: true,
  },
  "DELETE /api/campaigns/{campaignId}/bans/{memberId}": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/bans/${await table.somebodyBanned()}`,
  },
  "GET /api/campaigns/{campaignId}/requests": { may: hosts, path: inCampaign("/requests") },
  "POST /api/campaigns/{campaignId}/requests/{requestId}": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/requests/${await table.somebodyWaiting()}`,
    body: () => ({ admit: false }),
  },
  "GET /api/campaigns/{campaignId}/joins": { may: hosts, path: inCampaign("/joins") },
  "PATCH /api/campaigns/{campaignId}/invites/{code}": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/invites/${await table.freshCode()}`,
    body: () => ({ approval: "ask" }),
  },
  "POST /api/campaigns/{campaignId}/invites/{code}/regenerate": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/invites/${await table.freshCode()}/regenerate`,
  },
  // Only for whoever asked: sharing.worker.test.ts.
  "GET /api/invites/{code}/request": {
    may: [],
    path: async (table) => `/api/invites/${await table.freshCode()}/request`,
  },
  "POST /api/campaigns/{campaignId}/invites": { may: hosts, path: inCampaign("/invites"), body: () => ({}) },
  "GET /api/campaigns/{campaignId}/invites": { may: hosts, path: inCampaign("/invites") },
  "DELETE /api/campaigns/{campaignId}/invites/{code}": {
    may: hosts,
    path: async (table) => `/api/campaigns/${table.campaignId}/invites/${await table.freshCode()}`,
  },
  "GET /api/invites/{code}": { may: everybody, path: async (table) => `/api/invites/${await table.freshCode()}` },
  // Whoever was removed may ask, and waits.
  "POST /api/invites/{code}/accept": {
    may: everybody,
    path: async (table) => `/api/invites/${await table.freshCode()}/accept`,
    body: () => ({ name: uniqueName() }),
  },
  "POST /api/characters": { may: signedIn, body: () => ({ draft }) },
  "GET /api/characters": { may: signedIn },
  "GET /api/characters/{characterId}": {
    may: ["owner"],
    path: async (table) => `/api/characters/${await table.ownersHero()}`,
  },
  "PUT /api/characters/{characterId}": {
    may: ["owner"],
    path: async (table) => `/api/characters/${await table.ownersHero()}`,
    body: () => ({ draft }),
  },
  "DELETE /api/characters/{characterId}": {
    may: ["owner"],
    path: async (table) => `/api/characters/${await table.ownersHero()}`,
  },
  "POST /api/campaigns/{campaignId}/tickets": { may: atTable, path: inCampaign("/tickets") },
  // A ticket, not a session, opens it: socket.worker.test.ts.
  "GET /api/campaigns/{campaignId}/socket": { may: [], path: inCampaign("/socket") },
  "GET /api/campaigns/{campaignId}/log": { may: atTable, path: inCampaign("/log") },
  "GET /api/campaigns/{campaignId}/export": { may: atTable, path: inCampaign("/export") },
  "GET /api/campaigns/{campaignId}/keys": { may: atTable, path: inCampaign("/keys") },
  "GET /j/{code}": { may: everybody, path: async (table) => `/j/${await table.freshCode()}` },
  "GET /api/health": { may: everybody },
  "GET /api/ready": { may: everybody },
  "GET /.well-known/jwks.json": { may: everybody },
  "GET /problems/{slug}": { may: everybody, path: async () => "/problems/not-found" },
  "GET /openapi.json": { may: everybody },
  "GET /docs": { may: everybody },
};

let names = 0;
const uniqueName = (): string => `Wanderer ${names++} of the ${crypto.randomUUID()}`.slice(0, 40);

async function setTable() {
  const persons = Object.fromEntries(people.map((person) => [person, new Visitor()])) as Record<Person, Visitor>;
  const { campaign, invite } = await persons.owner.startsTable("Owner Olga");
  const path = `/api/campaigns/${campaign.id}`;
  await persons.stranger.gets("POST", "/api/auth/guest", { body: { name: "Stranger" } });
  const gm = await persons.gm.joins(invite.code, "Gisela");
  await persons.owner.gets("PATCH", `${path}/members/${gm.memberId}`, { body: { role: "gm" } });
  await persons.player.joins(invite.code, "Peter");
  const watch = await persons.owner.gets<Invite>("POST", `${path}/invites`, { body: { role: "spectator" } });
  await persons.spectator.joins(watch.code, "Sybil");
  const gone = await persons.removed.joins(invite.code, "Rene");
  await persons.owner.gets("DELETE", `${path}/members/${gone.memberId}`);
  const whole = await bindings.ROOM.getByName(campaign.id).wholeLog();
  const log = whole.ok ? await new Response(whole.stream).text() : "";
  const freshCode = async (terms: object = {}) =>
    (await persons.owner.gets<Invite>("POST", `${path}/invites`, { body: terms })).code;
  const somebodyNew = async () => (await new Visitor().joins(await freshCode(), uniqueName())).memberId;
  const somebodyGone = async () => {
    const memberId = await somebodyNew();
    await persons.owner.gets("DELETE", `${path}/members/${memberId}`);
    return memberId;
  };
  return {
    ...{ persons, campaignId: campaign.id as string, freshCode, whole: log },
    ...{ somebodyNew, somebodyGone, gmsPlace: gm.memberId, gonesPlace: gone.memberId },
    somebodyBanned: async () => {
      const memberId = await somebodyNew();
      await persons.owner.gets("POST", `${path}/bans`, { body: { memberId } });
      return memberId;
    },
    somebodyWaiting: async () => {
      const code = await freshCode({ approval: "ask" });
      await new Visitor().gets("POST", `/api/invites/${code}/accept`, { body: { name: uniqueName() } });
      const { items } = await persons.owner.gets<{ items: { id: string }[] }>("GET", `${path}/requests`);
      return items.at(-1)?.id ?? "";
    },
    ownersSession: async () => await new Visitor().signsInAs(await accountOf(persons.owner)),
    ownersPasskey: async () => (await shelvePasskey({ accountId: await accountOf(persons.owner) })).id,
    ownersConfirmation: async () => {
      await shelvePasskey({ accountId: await accountOf(persons.owner) });
      return "/api/me/confirm/options";
    },
    ownersHero: async () =>
      (await persons.owner.gets<{ id: string }>("POST", "/api/characters", { body: { draft } })).id,
  };
}

const accounts = new Map<Visitor, string>();
/** Asked once: with every door tried by everybody, one question more each time would be more than a minute allows. */
async function accountOf(visitor: Visitor): Promise<string> {
  const known = accounts.get(visitor) ?? (await visitor.gets<Me>("GET", "/api/me")).accountId;
  accounts.set(visitor, known);
  return known;
}

/** The same person in another browser: what is tried there, signing out too, changes nobody for the next try. */
async function inAnotherBrowser(table: Table, name: Person): Promise<Visitor> {
  const visitor = new Visitor();
  if (name === "nobody") return visitor;
  if (name === "stranger") {
    await visitor.gets("POST", "/api/auth/guest", { body: { name: "Stranger" } });
    return visitor;
  }
  await visitor.signsInAs(await accountOf(table.persons[name]));
  return visitor;
}

async function tries(name: Person, door: string, table: Table, path?: string): Promise<Heard> {
  const [method = "", address = ""] = door.split(" ");
  const rule = rules[door];
  const body = rule?.body?.(table);
  const visitor = await inAnotherBrowser(table, name);
  return await visitor.sends(
    method,
    path ?? (await rule?.path?.(table)) ?? address,
    body === undefined ? {} : { body, headers: rule?.headers },
  );
}

let table: Table;
let other: Table;
beforeAll(async () => {
  [table, other] = [await setTable(), await setTable()];
}, 60_000);

test("every door of the API is on the list, and every address that answers is a door", () => {
  expect(doors.all.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(rules).sort());
  const known = new Set(doors.all.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`));
  const routed = api.routes.filter(({ path }) => path !== "/*").map(({ method, path }) => `${method} ${path}`);
  // The operator's doors are on no list; workers/api/operator tests that to everybody else they are not there.
  known.add("ALL /api/operator/*");
  expect(routed.filter((route) => !known.has(route))).toEqual([]);
});

test("docs/security/AUTHORISATION.md tells exactly what is tried here", async () => {
  const rows = Object.entries(rules).map(([door, { may, confirmed }]) => {
    const [method = "", path = ""] = door.split(" ");
    const cells = people.map((person) => (may.includes(person) ? "yes" : "–"));
    return `| \`${method}\` | \`${path}\` | ${cells.join(" | ")} | ${confirmed ? "yes" : ""} |`;
  });
  const tables = Object.keys(rules).filter((door) => door.includes("{campaignId}") && !door.endsWith("/socket"));
  const answers = rows.length * people.length + tables.length * (signedIn.length * 3 + 2);
  const text = `# Who may knock at which door

Written by \`workers/api/access.worker.test.ts\`, which tries every line of it; a door that is not here fails the build. Each is tried by seven people: somebody without
an account, somebody from elsewhere, and owner, GM, player, spectator and removed member of the very table. Every door of a table is tried besides at a table of others,
at one that is not there and at one that cannot be: all three answer the same, byte for byte. “–” is 400, 401, 403 or 404, and nothing has happened; some doors open only
with a credential that this matrix has not (a passkey, a code, a ticket), and their own tests try those.

**${rows.length} doors, ${answers} answers held against what they should be.** The last column: who has a passkey must have signed in, or shown it, in this very
session within ten minutes; \`workers/api/confirm.worker.test.ts\` tries each such door with an older one. What each may send over the socket is tried type by type and role by role in
\`workers/core/gm-commands.test.ts\`, by people who left and people who never came too.

| | door | ${people.join(" | ")} | shows the passkey again |
|---|---|${people.map(() => "---").join("|")}|---|
${rows.join("\n")}
`;
  await expect(text).toMatchFileSnapshot("../../docs/security/AUTHORISATION.md");
});

test("every door that changes something says what the trail calls it", () => {
  const silent = doors.all.filter(({ method, audit }) => method !== "GET" && audit === undefined);
  expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test("every door that changes how an account is kept, or hands it out, asks for the passkey again, and no other does", () => {
  const told = Object.entries(rules).filter(([, { confirmed }]) => confirmed);
  const asking = doors.all.filter(({ confirmed }) => confirmed).map(({ method, path }) => `${method} ${path}`);
  expect(asking.sort()).toEqual(told.map(([door]) => door).sort());
});

describe.each(Object.keys(rules))("%s", (door) => {
  test("lets in whom it should and nobody else", async () => {
    const rule = rules[door];
    // A table has only so many seats: doors that need somebody new at it get their own.
    const here = door.includes("{memberId}") || rule?.apart === true ? await setTable() : table;
    for (const name of people) {
      const heard = await tries(name, door, here);
      if (rule?.may.includes(name)) expect(heard.status, `${name}: ${heard.text.slice(0, 300)}`).toBeLessThan(300);
      else expect([400, 401, 403, 404], `${name}: ${heard.text.slice(0, 300)}`).toContain(heard.status);
    }
  }, 60_000);

  if (!door.includes("{campaignId}") || door.endsWith("/socket")) return;
  test("tells a stranger of somebody else's table exactly what it tells of one that is not there", async () => {
    const there = (await rules[door]?.path?.(other)) ?? "";
    const nowhere = there.replace(other.campaignId, "c_aaaaaaaaaaaaaaaaaaaa");
    const impossible = there.replace(other.campaignId, "c_1");
    for (const name of signedIn) {
      const [elsewhere, absent, unreadable] = [
        await tries(name, door, table, there),
        await tries(name, door, table, nowhere),
        await tries(name, door, table, impossible),
      ];
      expectProblem(elsewhere, "not-found");
      expect([absent.text, unreadable.text], name).toEqual([elsewhere.text, elsewhere.text]);
    }
    for (const path of [there, nowhere]) expectProblem(await tries("nobody", door, table, path), "sign-in-needed");
  }, 60_000);
});

test("somebody else's character is not there", async () => {
  const hero = `/api/characters/${await table.ownersHero()}`;
  for (const name of ["gm", "player", "stranger"] as const) {
    const [theirs, none] = [
      await table.persons[name].sends("GET", hero),
      await table.persons[name].sends("GET", "/api/characters/h_aaaaaaaaaaaaaaaaaaaa"),
    ];
    expectProblem(theirs, "not-found");
    expect(theirs.text).toBe(none.text);
  }
});
