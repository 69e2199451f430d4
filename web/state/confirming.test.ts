import { expect, test } from "vitest";
import type { Ask } from "./api-client.ts";
import { makeConfirmedAsk } from "./confirming.ts";
import { ownProblem, type Result } from "./result.ts";

const again: Result<never> = { ok: false, problem: ownProblem("sign-in-again", "Once more.", 403) };
const done: Result<string> = { ok: true, value: "done" };

function asking(answers: Result<unknown>[], shown: boolean) {
  const asked: string[] = [];
  const ask: Ask = async <T>(path: string, request?: { method?: string }) => {
    asked.push(`${request?.method} ${path}`);
    return answers.shift() as Result<T>;
  };
  const confirmed = makeConfirmedAsk(ask, async () => {
    asked.push("the passkey");
    return shown;
  });
  return { asked, answer: confirmed<string>("/api/me/passkeys/k_1", { method: "DELETE" }) };
}

test("what needs no passkey is done at once", async () => {
  const { asked, answer } = asking([done], true);
  expect([await answer, asked]).toEqual([done, ["DELETE /api/me/passkeys/k_1"]]);
});

test("what needs it is done once more when it was shown", async () => {
  const { asked, answer } = asking([again, done], true);
  expect(await answer).toEqual(done);
  expect(asked).toEqual(["DELETE /api/me/passkeys/k_1", "the passkey", "DELETE /api/me/passkeys/k_1"]);
});

test("when it was not shown nothing is sent again, and the words say that nothing has changed", async () => {
  const { asked, answer } = asking([again], false);
  expect(await answer).toMatchObject({ ok: false, problem: { title: expect.stringContaining("Nothing has changed") } });
  expect(asked).toEqual(["DELETE /api/me/passkeys/k_1", "the passkey"]);
});

test("a door that is not content asks only once, and any other refusal not at all", async () => {
  expect(await asking([again, again], true).answer).toEqual(again);
  const refused: Result<never> = { ok: false, problem: ownProblem("last-way-in", "Your only way back.", 409) };
  const { asked, answer } = asking([refused], true);
  expect([await answer, asked]).toEqual([refused, ["DELETE /api/me/passkeys/k_1"]]);
});
