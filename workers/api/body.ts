import { type Problem, problem } from "../contracts/problems.ts";

export const BODY_BYTES_MAX = 64 * 1024;

/** Reads a JSON body of bounded size. Absent and `{}` are the same, for requests that need to say nothing. */
export async function readJson(
  request: Request,
): Promise<{ ok: true; value: unknown } | { ok: false; problem: Problem }> {
  const bytes = await readBounded(request);
  if (bytes === null) return { ok: false, problem: problem("body-too-large", { detail: "The limit is 64 KiB." }) };
  if (bytes.length === 0) return { ok: true, value: {} };
  if (!isJson(request.headers.get("content-type"))) return { ok: false, problem: problem("wrong-content-type") };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, problem: problem("bad-request", { detail: "The body is not JSON." }) };
  }
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? "");
}

/** The body, or null when it is too large. Counts what arrives, not what was announced: a chunked body announces nothing. */
export async function readBounded(
  request: Request,
  bytesMax = BODY_BYTES_MAX,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return null;
  if (request.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bytesMax) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
