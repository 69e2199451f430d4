// A model that needs exactly as long as it is told to: chat completions over HTTP, the director's as one document with the
// call `finish`, the narrator's as a stream. It keeps the time of every request and the last bodies it was sent.
import { createServer } from "node:http";
import { monotonicMs } from "./monotonic.mjs";

const [port = "0"] = process.argv.slice(2);
/** Two sentences that no guard holds back, a token a piece, as tokenizers cut: the blank leads the word. */
const STORY = "The lamps burn low and the air is still. Somewhere a board creaks, and nothing else moves.";
const PIECES = STORY.match(/^\w+| \w+|[.,]/g) ?? [];
/** Only the first words are waited for: the rest of a telling comes at once. */
const PACED = 8;
const USAGE = { prompt_tokens: 6_000, completion_tokens: 60 };
const CALLS = [{ id: "call_1", type: "function", function: { name: "finish", arguments: "{}" } }];
const DIRECTED = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "", tool_calls: CALLS }, finish_reason: "tool_calls" }],
  usage: USAGE,
});

let manner = { delayMs: 0, gapMs: 0 };
const asked = [];
const lastBody = { director: "", narrator: "" };

const pause = (ms) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined);

async function direct(response, times) {
  await pause(manner.delayMs);
  response.writeHead(200, { "content-type": "application/json" });
  times.firstByte = monotonicMs();
  response.end(DIRECTED);
}

async function narrate(response, times) {
  const send = (delta, finish = null) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  await pause(manner.delayMs);
  times.firstByte = monotonicMs();
  for (const [at, content] of PIECES.entries()) {
    send({ content });
    if (at < PACED) await pause(manner.gapMs);
  }
  send({}, "stop");
  response.end(`data: ${JSON.stringify({ choices: [], usage: USAGE })}\n\ndata: [DONE]\n\n`);
}

async function complete(text, response) {
  const task = text.includes('"stream":true') ? "narrator" : "director";
  const times = { task, heard: monotonicMs(), firstByte: 0, bytes: text.length };
  lastBody[task] = text;
  asked.push(times);
  await (task === "narrator" ? narrate(response, times) : direct(response, times));
}

/** What the benchmark asks of it beside the model's own door. */
const doors = {
  "/manner": (text) => {
    manner = JSON.parse(text);
    return {};
  },
  "/asked": () => asked.splice(0),
  "/bodies": () => lastBody,
};

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  const door = doors[request.url];
  if (door === undefined) return await complete(text, response);
  return response.end(JSON.stringify(door(text)));
}).listen(Number(port), "127.0.0.1");
