import { isProblem } from "./api-client.ts";
import { ownProblem, type Result } from "./result.ts";

interface Putting {
  readonly answer: Promise<Result<unknown>>;
  abort(): void;
}

/** Puts bytes there and says how many are on their way. Only XMLHttpRequest tells that; `fetch` does not. */
export function putBytes(path: string, bytes: Blob, onSent: (bytes: number) => void): Putting {
  const request = new XMLHttpRequest();
  const answer = new Promise<Result<unknown>>((resolve) => {
    request.upload.addEventListener("progress", (ev) => onSent(ev.loaded));
    request.addEventListener("load", () => resolve(answerOf(request)));
    for (const fault of ["error", "timeout", "abort"]) request.addEventListener(fault, () => resolve(noAnswer()));
  });
  request.open("PUT", path);
  request.setRequestHeader("accept", "application/json");
  request.setRequestHeader("content-type", "application/octet-stream");
  request.send(bytes);
  return { answer, abort: () => request.abort() };
}

function noAnswer(): Result<never> {
  return { ok: false, problem: ownProblem("unavailable", "The connection was lost.") };
}

function answerOf(request: XMLHttpRequest): Result<unknown> {
  if (request.status >= 200 && request.status < 300) return { ok: true, value: null };
  return {
    ok: false,
    problem: problemIn(request.responseText) ?? ownProblem("internal", "A part did not arrive.", request.status),
  };
}

function problemIn(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? value : null;
  } catch {
    return null;
  }
}
