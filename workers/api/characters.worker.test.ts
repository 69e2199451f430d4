import { describe, expect, test } from "vitest";
import type { CharacterCard } from "../contracts/http.ts";
import { expectProblem, Visitor } from "../testkit/api-visitor.ts";
import { draft } from "../testkit/character-draft.ts";

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.gets("POST", "/api/auth/guest", { body: { name: "Mira" } });
  return visitor;
}

test("a character is saved, read, rewritten, listed and deleted", async () => {
  const mira = await signedIn();
  const saved = await mira.gets<CharacterCard>("POST", "/api/characters", { body: { draft } });
  expect(saved.draft).toEqual(draft);
  const path = `/api/characters/${saved.id}`;
  expect(await mira.gets("GET", path)).toEqual(saved);
  const renamed = { ...draft, name: "Sister Vesper" };
  expect(await mira.gets("PUT", path, { body: { draft: renamed } })).toMatchObject({
    draft: { name: "Sister Vesper" },
  });
  expect(await mira.gets("GET", "/api/characters")).toMatchObject({
    items: [{ id: saved.id, draft: { name: "Sister Vesper" } }],
    next: null,
  });
  await mira.gets("DELETE", path);
  expectProblem(await mira.sends("GET", path), "not-found");
  expectProblem(await mira.sends("PUT", path, { body: { draft } }), "not-found");
  expectProblem(await mira.sends("DELETE", path), "not-found");
});

test("one key saves one character", async () => {
  const mira = await signedIn();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const heard = await Promise.all(
    Array.from({ length: 6 }, () => mira.gets<CharacterCard>("POST", "/api/characters", { body: { draft }, headers })),
  );
  expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
});

describe("a draft that does not fit is refused and leaves nothing", () => {
  test.each<[string, unknown]>([
    ["nothing", {}],
    ["a claim to be somebody's", { draft, ownerId: "m_abcdefghijklmnopqrst" }],
    ["an id of its own", { draft, id: "h_abcdefghijklmnopqrst" }],
    ["a field we do not know", { draft: { ...draft, role: "gm" } }],
    ["a prototype", JSON.parse(`{"draft": {"__proto__": {"admin": true}}}`)],
    ["an endless name", { draft: { ...draft, name: "x".repeat(41) } }],
    ["a number for a name", { draft: { ...draft, name: 7 } }],
    ["riches", { draft: { ...draft, coinCopper: 1e12 } }],
    ["half a coin", { draft: { ...draft, coinCopper: 0.5 } }],
    ["a list", [draft]],
    ["null", null],
  ])("%s", async (_, body) => {
    const mira = await signedIn();
    expectProblem(
      await mira.sends("POST", "/api/characters", {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
      "bad-request",
    );
    expect(await mira.gets("GET", "/api/characters")).toMatchObject({ items: [] });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test("a name of the table's own", async () => {
    expectProblem(
      await (await signedIn()).sends("POST", "/api/characters", { body: { draft: { ...draft, name: "The GM" } } }),
      "name-reserved",
    );
  });
});
