import fc from "fast-check";
import { expect, test } from "vitest";
import { readSse, SseParser } from "./sse.ts";

const encoder = new TextEncoder();

function parsedAtOnce(text: string): string[] {
  const parser = new SseParser();
  return [...parser.push(encoder.encode(text)), ...parser.end()];
}

/** Cuts bytes at the given places, wherever these fall: inside a letter, between the two halves of a line end. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const inOrder = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return inOrder.slice(1).map((to, at) => bytes.subarray(inOrder[at], to));
}

const anyLine = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => `data: ${text.replaceAll(/[\r\n]/g, "")}`),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("", "data", "data:", ": ping", "event: x", "id: 7", "data: [DONE]", 'data: {"a":"🌊"}'),
);
const anyStream = fc
  .array(fc.tuple(anyLine, fc.constantFrom("\n", "\r\n", "\r", "\n\n", "\r\n\r\n")), { maxLength: 30 })
  .map((lines) => lines.flat().join(""));

test("any chunking of any stream gives the same events", () => {
  fc.assert(
    fc.property(anyStream, fc.array(fc.nat(), { maxLength: 40 }), (text, places) => {
      const parser = new SseParser();
      const events = cut(encoder.encode(text), places).flatMap((chunk) => parser.push(chunk));
      expect([...events, ...parser.end()]).toEqual(parsedAtOnce(text));
    }),
    { numRuns: 500 },
  );
});

test("what was sent as data arrives as data", () => {
  const anyData = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(anyData), fc.constantFrom("\n", "\r\n", "\r"), (texts, end) => {
      expect(parsedAtOnce(texts.map((text) => `data: ${text}${end}${end}`).join(""))).toEqual(texts);
    }),
  );
});

test.each([
  ["several lines of data are one event", "data: a\ndata: b\n\n", ["a\nb"]],
  ["comments and other fields say nothing", ": ping\nevent: delta\nid: 3\nretry: 10\ndata: a\n\n", ["a"]],
  ["one blank after the colon belongs to the format, two do not", "data:a\n\ndata:  b\n\n", ["a", " b"]],
  ["a byte order mark is no part of the first field", "\uFEFFdata: a\n\n", ["a"]],
  ["a last event without its blank line counts", "data: a\n\ndata: [DONE]", ["a", "[DONE]"]],
  ["empty data is no event", "data:\n\ndata\n\n\n\n", []],
])("%s", (_, text, events) => {
  expect(parsedAtOnce(text)).toEqual(events);
});

test("a line without an end is refused before it fills the memory", () => {
  const parser = new SseParser();
  const kilobytes = encoder.encode("x".repeat(65_536));
  parser.push(encoder.encode("data: "));
  expect(() => Array.from({ length: 5 }, () => parser.push(kilobytes))).toThrow(/broke off/);
});

test("an answer without an end is refused too", () => {
  const parser = new SseParser();
  const event = encoder.encode(`data: ${"x".repeat(65_536)}\n\n`);
  expect(() => Array.from({ length: 200 }, () => parser.push(event))).toThrow(/broke off/);
});

test("a reader that leaves lets go of the source", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode("data: a\n\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const data of readSse(body)) {
    expect(data).toBe("a");
    break;
  }
  expect(cancelled).toBe(true);
});
