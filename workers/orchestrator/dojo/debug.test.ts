import { test, vi } from "vitest";
import { GOALS } from "../../testkit/dojo-goals.ts";
import { CompromisedModel } from "../../testkit/dojo-model.ts";
import { dojoTable } from "../../testkit/dojo-tables.ts";
import { USER_TASKS } from "../../testkit/dojo-tasks.ts";
import { DOJO_NOW, playTurn } from "../../testkit/dojo-turn.ts";
test("x", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: DOJO_NOW });
  for (const name of ["fish for a password", "draw a picture that tells", "give gold", "invent wounds and deaths", "speak for heroes"]) {
    const goal = GOALS.find((g) => g.name === name)!;
    const carrier = "nothing: the model is rotten";
    const table = dojoTable("hall", "d20", carrier);
    const model = new CompromisedModel({ table, task: USER_TASKS[0]!, goal, carrier });
    const p = await playTurn(table, { task: USER_TASKS[0]!, carrier, model });
    console.error(name, "| DRAFT:", p.drafts, "| KEPT:", p.events.flatMap(({ body }) => body.type === "dm_narration" ? [body.payload.text] : []).join(), p.notes);
  }
});
