import { expect, test } from "vitest";
import { FakeWorkersAi } from "../testkit/fake-workers-ai.ts";
import { faultOf, heard } from "../testkit/hear-model.ts";
import { traitsOf } from "./model-table.ts";
import { OpenAiModel } from "./openai.ts";
import type { LanguageModel, ModelRequest } from "./port.ts";
import { WorkersAiModel } from "./workers-ai.ts";

// The streams, timers and abort signals of workerd are not Node's: the same few acts once more where they will run.

const LONG = { totalMs: 5_000, idleMs: 5_000 };
const asking: ModelRequest = { messages: [{ role: "user", content: "Go." }], maxOutputTokens: 400 };

/** The network is the one thing made up; what it answers is a Response of the runtime. */
function openAi(body: string): LanguageModel {
  const traits = traitsOf({ provider: "openai", model: "llama3.1", local: true });
  const fetch = async (): Promise<Response> => new Response(body, { headers: { "content-type": "text/event-stream" } });
  return new OpenAiModel({ baseUrl: "http://127.0.0.1:9/v1", model: "llama3.1", traits, fetch });
}

function workersAi(step: ReturnType<ConstructorParameters<typeof FakeWorkersAi>[0] & object>): LanguageModel {
  const model = "@cf/zai-org/glm-4.7-flash";
  const traits = traitsOf({ provider: "workers-ai", model, local: false });
  return new WorkersAiModel({ ai: new FakeWorkersAi(() => step), model, traits });
}

test("a stream over HTTP is heard to its end", async () => {
  const event = (content: string): string => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\r\n\r\n`;
  const { pieces, answer } = await heard(
    openAi(`${event("Das ")}${event("Meer 🌊")}data: [DONE]\n\n`).stream(asking, LONG),
  );
  expect(pieces).toEqual(["Das ", "Meer 🌊"]);
  expect(answer.finish).toBe("stop");
  expect(await faultOf(heard(openAi(event("Das ")).stream(asking, LONG)))).toMatchObject({
    kind: "broken-off",
    partial: "Das ",
  });
});

test("a stream of the binding is heard to its end, and ended by the clock", async () => {
  const { answer } = await heard(workersAi({ text: "A door, and behind it the sea." }).stream(asking, LONG));
  expect(answer.text).toBe("A door, and behind it the sea.");
  const endless = workersAi({ text: "and then ", neverEnds: true, trickleMs: 10 });
  const fault = await faultOf(heard(endless.stream(asking, { totalMs: 100, idleMs: 5_000 })));
  expect(fault).toMatchObject({ kind: "timeout", code: "total" });
});
