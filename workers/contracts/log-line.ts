/** What may stand in a log: which thing, which part, how often, and why in a program's words. No words, names or addresses of people. */
const FIELDS = [
  ...["requestId", "method", "route", "campaignId", "turnId", "uploadId", "messageId", "sessionId", "accountId"],
  ...[
    "job",
    "scope",
    "fromSeq",
    "toSeq",
    "seq",
    "leaf",
    "from",
    "version",
    "attempts",
    "tries",
    "status",
    "at",
    "reason",
  ],
  ...["t", "name", "kind", "code", "why", "what", "missed", "faults", "stack"],
] as const;
type LogField = (typeof FIELDS)[number];
type LogValue = string | number | boolean | null | readonly string[];

/** What a room says of its own faults. */
export type NoteDetail = { readonly turnId?: string; readonly tries?: number; readonly why?: string };

const TEXT_CHARS_MAX = 400;
/** Keys, tokens, cookies and secrets are long and without a space; a query string may hold an invitation; what a database
 * was asked with is somebody's words. */
const SECRETIVE = /[\w+/=-]{48,}(?:\.[\w-]+)*|\?[^\s"]*|\bparams?:.*/gs;

/**
 * One line of log: a JSON object with `event` and fields that are on the list. Whatever is not on it is left out, and what
 * looks like a secret is cut, so that a fault in the words of a library tells no more than that it was there.
 */
export function logLine(event: string, fields: { readonly [K in LogField]?: LogValue | undefined }): string {
  const told = FIELDS.flatMap((name) => (fields[name] === undefined ? [] : [[name, fitted(fields[name])] as const]));
  return JSON.stringify({ event, ...Object.fromEntries(told) });
}

function fitted(value: LogValue): LogValue {
  if (typeof value === "string") return value.replaceAll(SECRETIVE, "…").slice(0, TEXT_CHARS_MAX);
  return Array.isArray(value) ? value.map((each: string) => String(fitted(each))) : value;
}
