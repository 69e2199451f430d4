import { describe, expect, test } from "vitest";
import { bindings, expectProblem, production, Visitor } from "../testkit/api-visitor.ts";

const downDatabase = {
  prepare: () => {
    throw new Error("D1_ERROR: Network connection lost.");
  },
  withSession: () => downDatabase,
} as unknown as D1Database;
const failing = () => Promise.reject(new Error("down"));

describe("how a deployment says that it is well", () => {
  test.each(["/api/health", "/api/ready"])("%s answers 200 while it is", async (path) => {
    const heard = await new Visitor().sends("GET", path);
    expect(heard.status).toBe(200);
    expect(heard.body).toMatchObject({ ok: true, parts: { database: "ok" } });
  });

  test.each([
    ["/api/health", { DB: downDatabase }, { database: "down" }],
    ["/api/ready", { DB: downDatabase }, { database: "down", files: "ok", rooms: "ok" }],
    ["/api/ready", { FILES: { head: failing } }, { database: "ok", files: "down" }],
    ["/api/ready", { ROOM: { getByName: () => ({ outline: failing }) } }, { rooms: "down" }],
  ])("%s answers 503 when %j is down, and says which part it is", async (path, broken, parts) => {
    const env = { ...production, ...broken } as typeof production;
    const heard = await new Visitor({ env }).sends("GET", path);
    expect(heard.status).toBe(503);
    expect(heard.body).toMatchObject({ ok: false, parts });
  });

  test("a database that has not had the newest migration is behind, and people are not sent there", async () => {
    const last = await bindings.DB.prepare("SELECT * FROM d1_migrations ORDER BY id DESC LIMIT 1").first<{
      id: number;
      name: string;
    }>();
    await bindings.DB.prepare("DELETE FROM d1_migrations WHERE id = ?").bind(last?.id).run();
    const heard = await new Visitor().sends("GET", "/api/ready");
    await bindings.DB.prepare("INSERT INTO d1_migrations (id, name) VALUES (?, ?)").bind(last?.id, last?.name).run();
    expect(heard.status).toBe(503);
    expect(heard.body).toMatchObject({ parts: { database: "behind" } });
  });
});

describe("a deployment that is not set up right serves nobody, and says why at every door", () => {
  test.each(["/", "/api/health", "/api/me", "/docs", "/j/ABCDEFGH", "/nowhere"])("%s", async (path) => {
    const env = { ...production, PROFILE: "Dev", ALLOWED_ORIGINS: "*" };
    const refused = expectProblem(await new Visitor({ env }).sends("GET", path), "misconfigured");
    expect(refused.detail).toMatch(/PROFILE.*ALLOWED_ORIGINS/);
  });
});
