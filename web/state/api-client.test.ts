import { expect, test } from "vitest";
import { makeApi, makeAsk } from "./api-client.ts";
import { wordsFor } from "./result.ts";

interface Call {
  readonly path: string;
  readonly init: RequestInit;
}

function answering(...answers: (Response | Error)[]) {
  const calls: Call[] = [];
  const api = makeApi(
    makeAsk(async (path, init) => {
      calls.push({ path: String(path), init: init ?? {} });
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error("Nothing more to say.");
      return answer;
    }),
  );
  return { api, calls };
}
const json = (value: unknown, status = 200, type = "application/json") =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": type } });

test("a create carries its key and its body, with the session's cookie", async () => {
  const { api, calls } = answering(json({ campaign: { id: "c_1" } }, 201));
  const answer = await api.startCampaign({ adventureId: "the-hour", name: "Ada" }, "key-1");
  expect(answer.ok).toBe(true);
  expect(calls[0]).toMatchObject({
    path: "/api/campaigns",
    init: { method: "POST", credentials: "same-origin", headers: { "idempotency-key": "key-1" } },
  });
  expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ adventureId: "the-hour", name: "Ada" });
});

test("a problem of the server comes back as one, in its own words", async () => {
  const problem = {
    type: "/problems/table-full",
    slug: "table-full",
    title: "Full.",
    status: 409,
    detail: "It seats two.",
  };
  const { api } = answering(json(problem, 409, "application/problem+json"));
  const answer = await api.acceptInvite("RAVEN234", "Bo");
  expect(answer).toEqual({ ok: false, problem });
  expect(answer.ok ? "" : wordsFor(answer.problem)).toBe("It seats two.");
});

test("no network, and an answer that is not ours, are problems a person can read", async () => {
  const { api } = answering(new TypeError("fetch failed"), new Response("<h1>502</h1>", { status: 502 }));
  expect(await api.me()).toMatchObject({ ok: false, problem: { slug: "unavailable", status: 0 } });
  expect(await api.me()).toMatchObject({ ok: false, problem: { slug: "internal", status: 502 } });
});

test("ids and codes from an address bar cannot leave their place in the path", async () => {
  const { api, calls } = answering(json({}), json({ events: [], head: 0 }));
  await api.previewInvite("../me");
  await api.log("c_1/../../auth", 9, 5);
  expect(calls.map(({ path }) => path)).toEqual([
    "/api/invites/..%2Fme",
    "/api/campaigns/c_1%2F..%2F..%2Fauth/log?before=9&limit=5",
  ]);
});
