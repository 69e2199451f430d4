import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What the server does with one request. Every part may be left out; an empty step answers "It is told.". */
export interface FakeStep {
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly finish?: string | null;
  /** Sends `content: null` instead of text. */
  readonly contentNull?: boolean;
  /** Thinking in the fields `reasoning` or `reasoning_content`. */
  readonly reasoning?: string;
  readonly reasoningContent?: string;
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly [more: string]: unknown;
  };
  /** Before the first byte. */
  readonly delayMs?: number;
  /** Between one delta and the next. */
  readonly trickleMs?: number;
  readonly pieceChars?: number;
  /** Ends the stream without `[DONE]` and without a finish reason. */
  readonly cut?: boolean;
  /** Sends deltas until somebody hangs up. */
  readonly neverEnds?: boolean;
  /** Accepts the request and says nothing. */
  readonly silent?: boolean;
  /** Sends some of the answer and resets the connection. */
  readonly reset?: boolean;
  /** Sends these bytes as the body, with `contentType`. */
  readonly raw?: string;
  readonly contentType?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of an error status. */
  readonly error?: unknown;
  readonly vectors?: readonly (readonly number[])[];
}

export interface FakeRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The JSON that was sent. */
  readonly body: { readonly [field: string]: unknown };
  /** Settles when the client has gone or has all of it: true when it hung up before the end. */
  readonly hungUp: Promise<boolean>;
}

/** `n` counts the requests from 0. */
export type FakeScript = (request: FakeRequest, n: number) => FakeStep;

export interface FakeOpenAi {
  /** With `/v1`, as a base URL is configured. */
  readonly url: string;
  readonly requests: FakeRequest[];
  setScript(script: FakeScript): void;
  close(): Promise<void>;
}

/** A server that speaks OpenAI's chat completions over real HTTP on a free port of this machine, and plays a script. */
export async function startFakeOpenai(start: { script?: FakeScript } = {}): Promise<FakeOpenAi> {
  let script: FakeScript = start.script ?? (() => ({}));
  const requests: FakeRequest[] = [];
  const server = createServer((incoming, response) => {
    void requestOf(incoming, response).then(
      async (request) => {
        requests.push(request);
        await answer(script(request, requests.length - 1), request, response);
      },
      // Whoever asked hung up in the middle of the question.
      () => response.destroy(),
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    setScript: (next) => {
      script = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A forgotten server must not hold a test run open.
  server.unref();
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function requestOf(incoming: IncomingMessage, response: ServerResponse): Promise<FakeRequest> {
  const hungUp = new Promise<boolean>((resolve) => response.on("close", () => resolve(!response.writableFinished)));
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const body = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
  return { path: incoming.url ?? "", headers: incoming.headers, body, hungUp };
}

async function answer(step: FakeStep, request: FakeRequest, response: ServerResponse): Promise<void> {
  if (step.silent === true) return;
  await pause(step.delayMs);
  if (step.status !== undefined) {
    response.writeHead(step.status, { "content-type": "application/json", ...step.headers });
    response.end(typeof step.error === "string" ? step.error : JSON.stringify(step.error ?? {}));
    return;
  }
  if (step.raw !== undefined) {
    const contentType = request.body["stream"] === true ? "text/event-stream" : "application/json";
    response.writeHead(200, { "content-type": step.contentType ?? contentType });
    response.end(step.raw);
    return;
  }
  if (request.path.endsWith("/embeddings")) return sendJson(response, embeddings(step, request));
  if (request.body["stream"] === true) return await stream(step, request, response);
  if (step.neverEnds === true) return;
  if (step.reset === true || step.cut === true) {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"choices":[{"message":{"content":"It is');
    await pause(5);
    response.socket?.resetAndDestroy();
    return;
  }
  sendJson(response, {
    id: "chatcmpl-1",
    object: "chat.completion",
    choices: [{ index: 0, message: messageOf(step), finish_reason: finishOf(step) }],
    ...(step.usage === undefined ? {} : { usage: step.usage }),
  });
}

function messageOf(step: FakeStep): object {
  return {
    role: "assistant",
    content: step.contentNull === true ? null : textOf(step),
    ...(step.reasoning === undefined ? {} : { reasoning: step.reasoning }),
    ...(step.reasoningContent === undefined ? {} : { reasoning_content: step.reasoningContent }),
    ...(step.toolCalls === undefined ? {} : { tool_calls: wireCalls(step) }),
  };
}

async function stream(step: FakeStep, request: FakeRequest, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finish: string | null = null): void => {
    const chunk = { object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.write(": the model is waking\n\n");
  for (const thought of [step.reasoning, step.reasoningContent]) {
    if (thought !== undefined)
      send(thought === step.reasoning ? { reasoning: thought } : { reasoning_content: thought });
  }
  if (step.contentNull === true) send({ role: "assistant", content: null });
  const pieces = piecesOf(step.contentNull === true ? "" : textOf(step), step.pieceChars ?? 5);
  do {
    for (const piece of pieces) {
      send({ content: piece });
      await pause(step.trickleMs);
    }
    await pause(step.neverEnds === true ? 1 : 0);
  } while (step.neverEnds === true && !response.destroyed);
  for (const [index, call] of wireCalls(step).entries()) sendCall(send, index, call);
  if (step.reset === true) {
    await pause(5);
    response.socket?.resetAndDestroy();
    return;
  }
  if (step.cut !== true) {
    send({}, finishOf(step));
    const asked = request.body["stream_options"];
    if (step.usage !== undefined && asked !== undefined) {
      response.write(`data: ${JSON.stringify({ choices: [], usage: step.usage })}\n\n`);
    }
    response.write("data: [DONE]\n\n");
  }
  response.end();
}

/** The arguments come in three pieces, the name only with the first, as OpenAI sends them. */
function sendCall(send: (delta: object) => void, index: number, call: ReturnType<typeof wireCalls>[number]): void {
  const { id, type, function: made } = call;
  send({ tool_calls: [{ index, id, type, function: { name: made.name, arguments: "" } }] });
  for (const piece of piecesOf(made.arguments, Math.ceil(made.arguments.length / 3))) {
    send({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
}

function wireCalls({ toolCalls = [] }: FakeStep) {
  return toolCalls.map(({ name, arguments: given }, at) => ({
    id: `call_abc${at}`,
    type: "function",
    function: { name, arguments: typeof given === "string" ? given : JSON.stringify(given) },
  }));
}

function embeddings(step: FakeStep, request: FakeRequest): object {
  const input = request.body["input"];
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  const vectors = step.vectors ?? texts.map((text) => [String(text).length, 1, 0]);
  // Backwards, because nothing promises an order but `index`.
  const data = vectors.map((embedding, index) => ({ object: "embedding", index, embedding })).toReversed();
  return { object: "list", data, usage: { prompt_tokens: texts.length, total_tokens: texts.length } };
}

function textOf({ text, toolCalls }: FakeStep): string {
  return text ?? (toolCalls === undefined ? "It is told." : "");
}

function finishOf({ finish, toolCalls }: FakeStep): string | null {
  return finish === undefined ? (toolCalls === undefined ? "stop" : "tool_calls") : finish;
}

function piecesOf(text: string, chars: number): string[] {
  const letters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < letters.length; at += chars) pieces.push(letters.slice(at, at + chars).join(""));
  return pieces;
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

async function pause(ms = 0): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
