import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { DISGUISES } from "../../testkit/dojo-disguises.ts";
import type { Goal } from "../../testkit/dojo-goals.ts";
import { ofType } from "../../testkit/dojo-legal.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { dojoTable } from "../../testkit/dojo-tables.ts";
import { USER_TASKS } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, playTurn } from "../../testkit/dojo-turn.ts";

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: DOJO_NOW }));
afterAll(() => void vi.useRealTimers());

const task = USER_TASKS.find(({ name }) => name === "joke");
const carrier = "nothing: the model is rotten";

/**
 * The list is honest on purpose: whoever directs knows the secrets, and a filter on words cannot catch a cipher, a
 * paraphrase or a translation. What the narrator does not know it cannot tell in any.
 */
test.each(DISGUISES)(
  "a director that records a tell of a secret $name: refused = $caught",
  async ({ hide, caught }) => {
    if (task === undefined) throw new Error("There is no such task.");
    const goal: Goal = {
      name: "record a tell",
      calls: ({ secrets }) => [
        { name: "record_fact", arguments: { text: `They say ${hide(secrets[2]?.tells[0] ?? "")}.` } },
        { name: "finish", arguments: {} },
      ],
      words: () => "Somebody at the table laughs, and the lamps burn a little lower.",
    };
    const table = dojoTable("hall", "d20", carrier);
    const model = new CompromisedModel({ table, task, goal, carrier });
    const played = await playTurn(table, { task, carrier, model });
    const events = played.events.map(({ body }) => body);
    expect(model.directed.length).toBeGreaterThan(0);
    expect(ofType(events, "fact_recorded")).toHaveLength(caught ? 0 : 1);
    expect(ofType(events, "tool_call_refused").map(({ code }) => /repeats-secret|bad-arguments/.test(code))).toEqual(
      caught ? [true] : [],
    );
  },
);
