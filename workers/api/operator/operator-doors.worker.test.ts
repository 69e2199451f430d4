import { expect, test, vi } from "vitest";
import { OPERATIONS, type OperationName } from "../../contracts/operator.ts";
import { bindings, type Heard, Visitor } from "../../testkit/api-visitor.ts";
import { type Bent, Operator } from "../../testkit/operator.ts";

const names = Object.keys(OPERATIONS) as OperationName[];
const olga = await Operator.withKey();
const stranger = await Operator.withKey({ OPERATOR_PUBLIC_KEY: olga.publicKey });

/** Everything an answer says, but for what is different in every answer. */
function saidBy({ status, headers, text }: Heard): unknown {
  const said = Object.fromEntries([...headers].filter(([name]) => name !== "x-request-id"));
  return { status, said, text };
}
const unknown = saidBy(await olga.visitor.sends("POST", "/api/nowhere/at-all", { body: {} }));

async function lines(): Promise<number> {
  return (await bindings.DB.prepare("SELECT count(*) AS n FROM operator_audit").first<{ n: number }>())?.n ?? -1;
}
async function nonces(): Promise<number> {
  return (await bindings.DB.prepare("SELECT count(*) AS n FROM operator_nonces").first<{ n: number }>())?.n ?? -1;
}

const nonce = "AAAAAAAAAAAAAAAAAAAAAA";
const bentWays: [string, Bent][] = [
  ["no signature", { authorization: () => "" }],
  ["a bearer token", { authorization: () => "Bearer abc" }],
  ["a signature cut short", { authorization: (right) => right.slice(0, -1) }],
  [
    "one sign of the signature",
    { authorization: (right) => right.slice(0, -4) + (right.endsWith("AAAA") ? "BBBB" : "AAAA") },
  ],
  ["another key id", { authorization: (right) => right.replace(/o-[0-9a-f]{12}/, "o-000000000000") }],
  ["a time two minutes ago", { timeMs: Date.now() - 121_000 }],
  ["a time yet to come", { timeMs: Date.now() + 121_000 }],
  [
    "another time than was signed",
    { authorization: (right) => right.replace(/[0-9]{13}/, (at) => `${Number(at) + 1}`) },
  ],
  [
    "another number than was signed",
    { authorization: (right) => right.replace(/\.[A-Za-z0-9_-]{22}\./, `.${nonce}.`) },
  ],
  ["another body", { signedBody: '{"dryRun":true}' }],
  ["another method signed", { signedMethod: "GET" }],
  ["another way of asking", { method: "GET", signedMethod: "GET", signedBody: "" }],
  ["another path", { signedPath: "/api/operator/audit-list" }],
  ["another server", { host: "other.example" }],
];

test.each(bentWays)("%s: every door answers as an address that is not there", async (_, bent) => {
  const before = await lines();
  for (const name of names.filter((each) => `/api/operator/${each}` !== bent.signedPath)) {
    expect(saidBy(await olga.sends(name, {}, bent)), name).toEqual(unknown);
  }
  expect(await lines()).toBe(before);
});

test("a stranger's key opens nothing, and what strangers send is not written down", async () => {
  const before = [await lines(), await nonces()];
  for (const name of names) expect(saidBy(await stranger.sends(name)), name).toEqual(unknown);
  expect([await lines(), await nonces()]).toEqual(before);
});

test("a request serves once: of twenty of the same at one moment, one passes", async () => {
  const path = "/api/operator/doctor";
  const headers = { authorization: await olga.authorization(path, "{}"), "content-type": "application/json" };
  const heard = await Promise.all(
    Array.from({ length: 20 }, () => olga.visitor.sends("POST", path, { body: "{}", headers })),
  );
  expect(heard.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const each of heard.filter(({ status }) => status !== 200)) expect(saidBy(each)).toEqual(unknown);
});

test.each([
  ["no key", undefined],
  ["a blank key", "  "],
  ["no key at all", "not-a-key"],
])("with %s configured the doors do not exist, signed or not", async (_, configured) => {
  const shut = await Operator.withKey({ OPERATOR_PUBLIC_KEY: configured });
  for (const name of names) expect(saidBy(await shut.sends(name)), name).toEqual(unknown);
});

test("a name nobody knows looks the same, signed or not, and so does a body that is too large", async () => {
  expect(saidBy(await olga.sends("campaign-burn"))).toEqual(unknown);
  expect(saidBy(await olga.sends("__proto__"))).toEqual(unknown);
  expect(saidBy(await olga.sends("doctor", { reason: "x".repeat(70_000) }))).toEqual(unknown);
});

test("headers that claim to come from inside open nothing", async () => {
  const headers = {
    "x-emberhall-operator": olga.keyId,
    "x-internal-key": olga.publicKey,
    "x-forwarded-for": "127.0.0.1",
  };
  expect(
    saidBy(await new Visitor({ env: olga.visitor.env }).sends("POST", "/api/operator/doctor", { body: {}, headers })),
  ).toEqual(unknown);
});

test("before the tables of the doors are there, they stay shut", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const batch = async (): Promise<never> => await Promise.reject(new Error("no such table: operator_nonces"));
  const DB = new Proxy(bindings.DB, { get: (db, name) => (name === "batch" ? batch : Reflect.get(db, name).bind(db)) });
  const early = await Operator.withKey({ DB });
  expect(saidBy(await early.sends("doctor"))).toEqual(unknown);
  expect(error.mock.calls.join()).toContain("operator-unchecked");
  error.mockRestore();
});

test("two keys may stand in the variable, so that one can follow the other", async () => {
  const next = await Operator.withKey();
  const both = await Operator.withKey({ OPERATOR_PUBLIC_KEY: `${olga.publicKey} ${next.publicKey}` });
  expect((await both.sends("doctor")).status).toBe(404);
  Object.assign(next.visitor.env, { OPERATOR_PUBLIC_KEY: `${olga.publicKey} ${next.publicKey}` });
  expect((await next.sends("doctor")).status).toBe(200);
});

test("whoever signs rightly is told what is wrong with the body, and it stands in the audit", async () => {
  const heard = await olga.sends("campaign-export", { campaignId: "c_1" });
  expect(heard.status).toBe(400);
  expect(heard.text).toContain("campaignId");
  expect(heard.text).toContain("give a reason");
  const { items } = await olga.asks<{ items: object[] }>("audit-list", { limit: 1 });
  expect(items).toMatchObject([{ command: "campaign-export", keyId: olga.keyId, result: "refused: bad-request" }]);
});

test("a line of the audit is never changed, and kept for a year", async () => {
  await olga.asks("dlq-list", { reason: "looking around" });
  const { items } = await olga.asks<{ items: { id: number }[] }>("audit-list");
  expect(items[0]).toMatchObject({ command: "dlq-list", reason: "looking around", result: "0 dead jobs" });
  const id = items[0]?.id ?? 0;
  const changed = bindings.DB.prepare("UPDATE operator_audit SET reason = 'other' WHERE id = ?").bind(id).run();
  await expect(changed).rejects.toThrow("append only");
  const dropped = bindings.DB.prepare("DELETE FROM operator_audit WHERE id = ?").bind(id).run();
  await expect(dropped).rejects.toThrow("kept for a year");
});

test("the doors are on no list that strangers can read", async () => {
  const spec = await olga.visitor.sends("GET", "/openapi.json");
  expect(spec.status).toBe(200);
  expect(spec.text).not.toContain("operator");
});
