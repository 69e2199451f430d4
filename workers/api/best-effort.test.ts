import { expect, test, vi } from "vitest";
import type { Job } from "../contracts/jobs.ts";
import { sendJob } from "./best-effort.ts";

test("what could not be sent is logged with the cause's own words, and with no value of the query that failed", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const query = new Error("Failed query: insert into uploads values (?)\nparams: The traitor is Ada.pdf", {
    cause: new Error("D1_ERROR: Network connection lost."),
  });
  const JOBS = { send: async () => Promise.reject(query) };
  await sendJob({ JOBS }, {} as Job);
  const logged = warn.mock.calls.flat().join(" ");
  expect(JSON.parse(logged)).toEqual({
    ...{ event: "job-not-sent", name: "Error", why: "D1_ERROR: Network connection lost." },
  });
  warn.mockRestore();
});
