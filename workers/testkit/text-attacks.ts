import { type Attack, REASONS } from "./attack.ts";
import { bytesOf } from "./pdf-bytes.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const two = (text: string, littleEndian: boolean) =>
  Uint8Array.from(
    [...text].flatMap((sign) =>
      littleEndian
        ? [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]
        : [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255],
    ),
  );

/** Plain texts and Markdown that are not what they seem. */
export const textAttacks: readonly Attack[] = [
  {
    name: "ten thousand quotes in quotes",
    kind: "markdown",
    make: () => utf8(`${">".repeat(10_000)} deep`),
    ends: { ready: /deep/ },
  },
  {
    name: "ten thousand links in links",
    kind: "markdown",
    make: () => utf8(`${"[".repeat(10_000)}x${"](y)".repeat(10_000)}`),
    ends: { ready: /x/ },
  },
  {
    name: "a table of a thousand rows and four hundred columns",
    kind: "markdown",
    make: () => utf8(`${"| a ".repeat(400)}|\n`.repeat(1_000)),
    ends: { ready: /a/ },
  },
  {
    name: "fences that never close",
    kind: "markdown",
    make: () => utf8("```\n".repeat(9_999) + "within"),
    ends: { ready: /within/ },
  },
  {
    name: "twenty thousand headings",
    kind: "markdown",
    make: () => utf8("# x\n".repeat(20_000)),
    ends: { ready: /x/ },
  },
  {
    name: "stars without end",
    kind: "markdown",
    make: () => utf8("*_".repeat(500_000) + " end"),
    ends: { ready: /end/ },
  },
  {
    name: "a script in Markdown",
    kind: "markdown",
    make: () => utf8("# Inn\n\n<script>alert(1)</script> <img src=x onerror=alert(1)>"),
    ends: { ready: /<script>/ },
  },
  {
    name: "one line of five megabytes",
    kind: "text",
    make: () => utf8("word ".repeat(1_000_000)),
    ends: { ready: /word/ },
  },
  {
    name: "one word of five megabytes",
    kind: "text",
    make: () => new Uint8Array(5_000_000).fill(97),
    ends: { ready: /aaa/ },
  },
  {
    name: "five megabytes of spaces and a letter",
    kind: "text",
    make: () => utf8(`${" ".repeat(5_000_000)}x`),
    ends: { ready: /x/ },
  },
  {
    name: "five megabytes of line feeds and a letter",
    kind: "text",
    make: () => utf8(`${"\n".repeat(5_000_000)}x`),
    ends: { ready: /x/ },
  },
  {
    name: "dots for a regular expression",
    kind: "text",
    make: () => utf8(`${".".repeat(300_000)} ${"!?".repeat(300_000)}x ${"a-".repeat(99_999)}`),
    ends: { ready: /\./ },
  },
  {
    name: "more letters than a file may have",
    kind: "text",
    make: () => new Uint8Array(6_000_001).fill(97),
    ends: { reason: REASONS.tooMuch },
  },
  {
    name: "a table with formulas",
    kind: "text",
    make: () => utf8('name,price\n=cmd|"/C calc"!A0,2\n@SUM(1),3'),
    ends: { ready: /=cmd/ },
  },
  {
    name: "zeros between the letters",
    kind: "text",
    make: () => bytesOf("The\0 fer\0ryman\0 waits by the \0river."),
    ends: { reason: REASONS.noText },
  },
  {
    name: "one zero in a page",
    kind: "text",
    make: () => bytesOf(`The ferry\0man ${"waits by the river. ".repeat(30)}`),
    ends: { ready: /ferryman/ },
  },
  {
    name: "a mark of UTF-16 before UTF-8",
    kind: "text",
    make: () => wide("\xff\xfeThe ferryman waits by the river."),
    ends: { ready: /ferryman/ },
  },
  {
    name: "UTF-16 without a mark",
    kind: "text",
    make: () => two("The ferryman waits by the river.", true),
    ends: { ready: /ferryman/ },
  },
  {
    name: "UTF-16 from the other end",
    kind: "text",
    make: () => two("\ufeffThe ferryman waits.", false),
    ends: { ready: /ferryman/ },
  },
  {
    name: "UTF-16 of halves of signs",
    kind: "text",
    make: () => two(`\ufeff${"\ud83d".repeat(500)} ferryman ${" and so on".repeat(2_000)}`, true),
    ends: { ready: /ferryman/ },
  },
  {
    name: "the signs of an old Windows",
    kind: "text",
    make: () => bytesOf("Die F\xe4hre f\xe4hrt, sagt der F\xe4hrmann."),
    ends: { ready: /Fährmann/ },
  },
  {
    name: "a program",
    kind: "text",
    make: () => Uint8Array.from({ length: 9_000 }, (_, at) => (at * 197 + (at >> 3)) & 255),
    ends: { reason: REASONS.noText },
  },
  {
    name: "a picture",
    kind: "text",
    make: () => bytesOf(`\x89PNG\r\n\x1a\n${"\0\0\0\x0dIHDR\xff\xfe\x01".repeat(99)}`),
    ends: { reason: REASONS.noText },
  },
  {
    name: "nothing that anybody sees",
    kind: "text",
    make: () => utf8("\u200b\u200d\u{e0041}\u202e\ufeff \n".repeat(500)),
    ends: { reason: REASONS.empty },
  },
  {
    name: "orders in signs that nobody sees",
    kind: "text",
    make: () =>
      utf8(
        `The ferry${[..."ignore"].map((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join("")}man\u202e waits\u2066.`,
      ),
    ends: { ready: /^The ferryman waits\.$/ },
  },
  {
    name: "a thousand marks on one letter",
    kind: "text",
    make: () => utf8(`a${"\u0301".repeat(100_000)} ferryman`),
    ends: { ready: /ferryman/ },
  },
  {
    name: "letters in disguise",
    kind: "text",
    make: () => utf8("\u{1d408}\u{1d420}\u{1d427}\u{1d428}\u{1d42b}\u{1d41e} the \uff46\uff45\uff52\uff52\uff59man"),
    ends: { ready: /^Ignore the ferryman$/ },
  },
  { name: "an empty file", kind: "text", make: () => bytesOf(""), ends: { reason: REASONS.empty } },
];
