import { z } from "zod";
import { ModelFault, type ModelFaultKind } from "./port.ts";

/** Workers AI's own numbers. https://developers.cloudflare.com/workers-ai/platform/errors/ and, from 5025 on, seen in use. */
const workersAiKinds: Record<number, ModelFaultKind> = {
  3003: "bad-request",
  3006: "too-long",
  3007: "timeout",
  3008: "timeout",
  3023: "not-allowed",
  3036: "quota",
  3039: "bad-request",
  3040: "busy",
  3041: "not-allowed",
  3042: "model-gone",
  5004: "bad-request",
  5005: "unsupported",
  5007: "model-gone",
  5016: "not-allowed",
  5018: "not-allowed",
  5019: "bad-request",
  5025: "unsupported",
  8001: "bad-request",
  8006: "bad-request",
};

const statusKinds: Record<number, ModelFaultKind> = {
  401: "not-allowed",
  402: "quota",
  403: "not-allowed",
  408: "timeout",
  413: "too-long",
  429: "busy",
  504: "timeout",
  524: "timeout",
};

const codeKinds: Record<string, ModelFaultKind> = {
  insufficient_quota: "quota",
  billing_hard_limit_reached: "quota",
  billing_not_active: "quota",
  context_length_exceeded: "too-long",
  exceed_context_size_error: "too-long",
  model_not_found: "model-gone",
  content_filter: "filtered",
  content_policy_violation: "filtered",
  rate_limit_exceeded: "busy",
  invalid_api_key: "not-allowed",
};

/** Providers that give no code only say it in words, so the words are read here and nowhere else. */
const wordKinds: [RegExp, ModelFaultKind, ("tools" | "json")?][] = [
  [
    /does not support tools|tools? (param|call)\w* (requires?|is not supported)|tool.{0,20}not supported/i,
    "unsupported",
    "tools",
  ],
  [
    /json mode|(response_format|json_schema|json_object).{0,60}(not|n't|un|in)\s?(support|valid|avail)/i,
    "unsupported",
    "json",
  ],
  [/context (length|size|window)|maximum context|too many tokens|prompt is too long/i, "too-long"],
  [/model\b.{0,120}(not found|does not exist|not exist)|no such model/i, "model-gone"],
];

const Code = z.union([z.string(), z.number()]).nullish();
const Said = z.object({ message: z.string().nullish(), code: Code, type: Code });
const ErrorBody = z.object({
  error: z.union([z.string(), Said]).nullish(),
  errors: z.array(Said).nullish(),
  message: z.string().nullish(),
  code: Code,
  type: Code,
});

/** What a body with an error in it means, from whichever of the known shapes. */
export function faultOfBody(body: unknown, status?: number, retryAfterMs?: number): ModelFault {
  const { words, codes } = whatWasSaid(body);
  const code = codes[0] ?? (status === undefined ? "error" : String(status));
  const named = codes.map((each) => workersAiKinds[Number(each)] ?? codeKinds[each]).find((kind) => kind !== undefined);
  const worded = wordKinds.find(([pattern]) => pattern.test(words));
  const byStatus = statusKinds[status ?? Number(code)]; // In a stream the status comes as a code.
  const feature = worded?.[2] ?? (codes.includes("5025") ? "json" : undefined);
  // "Not supported" is told with any status, and 5xx by llama.cpp; the rest of the words only explain a 4xx.
  const isBadRequest = status === undefined || status < 500;
  const kind =
    named ??
    (feature === undefined ? undefined : "unsupported") ??
    byStatus ??
    (isBadRequest ? worded?.[1] : undefined);
  const details = { code, retryAfterMs };
  if (kind === "unsupported") {
    // Once JSON mode is known to be missing, the next try asks in words instead.
    return new ModelFault(kind, { ...details, feature, retryable: feature === "json" });
  }
  if (kind !== undefined) return new ModelFault(kind, details);
  if (status === undefined || status >= 500) return new ModelFault("unreachable", details);
  if (status === 404 || status < 400) return new ModelFault("unreachable", { ...details, retryable: false });
  return new ModelFault("bad-request", details);
}

/** What an HTTP answer that is no success means. */
export function faultOfResponse(status: number, headers: Headers, bodyText: string): ModelFault {
  return faultOfBody(parsedOrWords(bodyText), status, retryAfterMs(headers));
}

/** What the native binding threw: an error with a number in `internalCode`, `code` or `errors`, or before its words. */
export function faultOfThrown(error: unknown): ModelFault {
  if (error instanceof ModelFault) return error;
  const thrown = Thrown.safeParse(error);
  if (!thrown.success) return new ModelFault("unreachable");
  const { message, internalCode, code, httpCode, errors } = thrown.data;
  const [, inWords] = /^(?:\w+: )?(\d{4}): /.exec(message ?? "") ?? /"code":\s*(\d{4})/.exec(message ?? "") ?? [];
  const found = [internalCode, code, inWords, ...(errors ?? []).map((each) => each.code)];
  const numbers = found.flatMap((each) => (each === undefined || each === null ? [] : [String(each)]));
  const known = numbers.find((each) => workersAiKinds[Number(each)] !== undefined);
  return faultOfBody({ code: known ?? numbers[0], message }, httpCode ?? undefined);
}

const Thrown = z.object({
  message: z.string().nullish().catch(null),
  internalCode: Code.catch(null),
  code: Code.catch(null),
  httpCode: z.number().nullish().catch(null),
  errors: z
    .array(z.object({ code: Code }))
    .nullish()
    .catch(null),
});

function whatWasSaid(body: unknown): { words: string; codes: string[] } {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return { words: typeof body === "string" ? body : "", codes: [] };
  const { error, errors, message, code, type } = parsed.data;
  const said = [
    ...(typeof error === "object" && error !== null ? [error] : []),
    ...(errors ?? []),
    { message, code, type },
  ];
  const words = [typeof error === "string" ? error : "", ...said.map((each) => each.message ?? "")].join(" ");
  const codes = said
    .flatMap((each) => [each.code, each.type])
    .flatMap((each) => (each === undefined || each === null ? [] : [String(each)]));
  return { words, codes };
}

/** Milliseconds, from seconds or from a date (RFC 9110 §10.2.3). */
function retryAfterMs(headers: Headers): number | undefined {
  const given = headers.get("retry-after");
  if (given === null) return undefined;
  const seconds = Number(given);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(given) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

function parsedOrWords(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
