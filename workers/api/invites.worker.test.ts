import { describe, expect, test } from "vitest";
import type { Invite } from "../contracts/sharing.ts";
import { bindings, expectProblem, production, Visitor } from "../testkit/api-visitor.ts";
import { addressOf } from "./limits.ts";

async function table(wish: object = {}): Promise<{ mira: Visitor; path: string; invite: Invite }> {
  const mira = new Visitor();
  const { campaign } = await mira.startsTable();
  const path = `/api/campaigns/${campaign.id}`;
  return { mira, path, invite: await mira.gets<Invite>("POST", `${path}/invites`, { body: wish }) };
}

test("a preview tells what is played and who asks, and nothing about who sits there", async () => {
  const { invite } = await table();
  const heard = await new Visitor().sends("GET", `/api/invites/${invite.code}`);
  expect(heard.body).toMatchObject({ role: "player", approval: "open", campaignTitle: expect.any(String) });
  expect(heard.text).not.toMatch(/[acm]_[a-z2-7]{20}/);
});

test.each([
  (code: string) => code.toLowerCase(),
  (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`,
  (code: string) => encodeURIComponent(` ${code.slice(0, 4)} ${code.slice(4)}`),
])("a code may be typed as people type (%#)", async (typed) => {
  const { invite } = await table();
  expect((await new Visitor().sends("GET", `/api/invites/${typed(invite.code)}`)).status).toBe(200);
});

test("a newcomer joins in one breath, with the role of the invitation", async () => {
  const { path, invite } = await table({ role: "spectator" });
  const tom = new Visitor();
  await tom.joins(invite.code, "Tom");
  expect(await tom.gets("GET", path)).toMatchObject({ role: "spectator" });
});

describe("what opens nothing looks the same from outside", () => {
  test.each<[string, (at: { mira: Visitor; path: string; invite: Invite }) => Promise<string>]>([
    ["a code that never was", async () => "ABCDEFGH"],
    ["a code that cannot be", async () => "nonsense!"],
    ["a code of another length", async () => "ABC"],
    [
      "a revoked one",
      async ({ mira, path, invite }) => {
        await mira.gets("DELETE", `${path}/invites/${invite.code}`);
        return invite.code;
      },
    ],
    [
      "an expired one",
      async ({ invite }) => {
        await bindings.DB.prepare("UPDATE invites SET expires_at = ? WHERE code = ?")
          .bind(Date.now() - 1, invite.code)
          .run();
        return invite.code;
      },
    ],
    [
      "one that is used up",
      async ({ invite }) => {
        await new Visitor().joins(invite.code, "First");
        return invite.code;
      },
    ],
    [
      "one of a campaign that was put away",
      async ({ mira, path, invite }) => {
        await mira.gets("PATCH", path, { body: { archived: true } });
        return invite.code;
      },
    ],
  ])("%s", async (_, spoil) => {
    const at = await table({ uses: 1 });
    const code = await spoil(at);
    const stranger = new Visitor();
    const [seen, accepted] = [
      await stranger.sends("GET", `/api/invites/${code}`),
      await stranger.sends("POST", `/api/invites/${code}/accept`, { body: { name: "Late" } }),
    ];
    expectProblem(seen, "invite-invalid");
    expectProblem(accepted, "invite-invalid");
    expect(seen.text).toBe(accepted.text);
    expect(stranger.cookie).toBeNull();
  });
});

test("a name that is taken uses up nothing and leaves nobody behind", async () => {
  const { mira, path, invite } = await table({ uses: 1 });
  const before = await bindings.DB.prepare("SELECT count(*) AS n FROM accounts").first("n");
  const tom = new Visitor();
  expectProblem(
    await tom.sends("POST", `/api/invites/${invite.code}/accept`, { body: { name: "М1ra" } }),
    "name-taken",
  );
  expect(await bindings.DB.prepare("SELECT count(*) AS n FROM accounts").first("n")).toBe(before);
  await tom.joins(invite.code, "Tom");
  const { items } = await mira.gets<{ items: Invite[] }>("GET", `${path}/invites`);
  expect(items.find(({ code }) => code === invite.code)?.usesLeft).toBe(0);
});

test("the last use goes to one of many", async () => {
  const { invite } = await table({ uses: 2 });
  const names = ["Ada", "Bea", "Cleo", "Dora", "Edda", "Fina", "Greta", "Hedda"];
  const heard = await Promise.all(
    names.map((name) => new Visitor().sends("POST", `/api/invites/${invite.code}/accept`, { body: { name } })),
  );
  expect(heard.filter(({ status }) => status === 200)).toHaveLength(2);
  for (const late of heard.filter(({ status }) => status !== 200)) expectProblem(late, "invite-invalid");
});

test("one key makes one invitation", async () => {
  const { mira, path } = await table();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const once = await mira.gets<Invite>("POST", `${path}/invites`, { body: { days: 2 }, headers });
  expect((await mira.gets<Invite>("POST", `${path}/invites`, { body: { days: 2 }, headers })).code).toBe(once.code);
  expectProblem(await mira.sends("POST", `${path}/invites`, { body: { days: 3 }, headers }), "action-conflict");
});

test("nobody revokes the invitation of another table", async () => {
  const [here, there] = [await table(), await table()];
  expectProblem(await here.mira.sends("DELETE", `${here.path}/invites/${there.invite.code}`), "not-found");
  expect((await new Visitor().sends("GET", `/api/invites/${there.invite.code}`)).status).toBe(200);
});

test("guessing is stopped per address, and a guesser locks out nobody else", async () => {
  const { invite } = await table();
  const guesser = new Visitor({ env: production });
  const statuses: number[] = [];
  for (let n = 0; n < 40; n++)
    statuses.push((await guesser.sends("GET", `/api/invites/GUESS${String(n + 222).slice(0, 3)}`)).status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15);
  expectProblem(await guesser.sends("GET", `/api/invites/${invite.code}`), "slow-down");
  expect((await new Visitor().sends("GET", `/api/invites/${invite.code}`)).status).toBe(200);
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8:1:2::6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002:ffff::", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
])("the address %s counts as %s", (address, counted) => {
  expect(addressOf(new Request("https://table.example", { headers: { "cf-connecting-ip": address } }))).toBe(counted);
});
