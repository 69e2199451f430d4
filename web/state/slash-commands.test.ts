import { describe, expect, test } from "vitest";
import type { MemberId } from "../../workers/contracts/ids.ts";
import { completionsFor, type Hearer, parseLine, SLASH_COMMANDS, type Speaking } from "./slash-commands.ts";

const id = (name: string) => `m_${name}` as MemberId;
const hearers: readonly Hearer[] = [
  { memberId: id("ana"), names: ["Ana", "Hild Marrowby", "Hild"], gm: false },
  { memberId: id("anamaria"), names: ["Ana Maria"], gm: false },
  { memberId: id("gus"), names: ["Gus"], gm: true },
];
const speaking: Speaking = { mode: "do", hearers, gm: false };
const read = (line: string, more: Partial<Speaking> = {}) => parseLine(line, { ...speaking, ...more });

describe("a line without a slash", () => {
  test.each(["do", "say", "ask"] as const)("under %s is an act of that kind", (mode) => {
    expect(read("  open the door ", { mode })).toEqual({ kind: "act", mode, text: "open the door" });
  });
  test("is talk, or the telling of the world, when that tab is open", () => {
    expect(read("brb", { mode: "ooc" })).toEqual({ kind: "chat", channel: "ooc", text: "brb" });
    expect(read("Thunder.", { mode: "tell" })).toEqual({ kind: "narrate", text: "Thunder." });
  });
  test("of nothing but spaces says nothing", () => {
    expect(read("   \n ")).toBeNull();
  });
  test("keeps its line breaks", () => {
    expect(read("one\ntwo")).toMatchObject({ text: "one\ntwo" });
  });
});

describe("rolls", () => {
  test.each([
    ["/roll 2d6+3", "2d6+3", null, "public"],
    ["/r 2d20kh1 + 5 for the door", "2d20kh1 + 5", "the door", "public"],
    ["/R 1d20 # hiding", "1d20", "hiding", "public"],
    ["/gmroll 1d20+2", "1d20+2", null, "gm"],
    ["/br d20", "d20", null, "blind"],
    ["/sr 4d6", "4d6", null, "self"],
  ])("%s", (line, expression, label, visibility) => {
    expect(read(line)).toEqual({ kind: "roll", expression, label, visibility });
  });
});

describe("whispers", () => {
  test.each([
    ["/w Gus are you there", ["gus"], "are you there"],
    ["/w @gus: psst", ["gus"], "psst"],
    ["/whisper Ana Maria come here", ["anamaria"], "come here"],
    ["/w ana hello", ["ana"], "hello"],
    ["/w hild duck", ["ana"], "duck"],
    ["/w [Ana, Gus] both of you", ["ana", "gus"], "both of you"],
    ["/w gm a question", ["gus"], "a question"],
  ])("%s", (line, to, text) => {
    expect(read(line)).toEqual({ kind: "whisper", to: to.map(id), text });
  });
  test("to nobody, or without words, say what is wrong", () => {
    expect(read("/w Zed hello")).toMatchObject({ kind: "wrong", words: "Nobody here is called Zed." });
    expect(read("/w Gus")).toMatchObject({ kind: "wrong" });
    expect(read("/w Gustav hello")).toMatchObject({ kind: "wrong" });
  });
});

test.each([
  ["/me shrugs", { kind: "chat", channel: "emote", text: "shrugs" }],
  ["/ic Well met", { kind: "chat", channel: "ic", text: "Well met" }],
  ["/ooc phone", { kind: "chat", channel: "ooc", text: "phone" }],
  ["/do run", { kind: "act", mode: "do", text: "run" }],
  ["/dm who lives here", { kind: "act", mode: "ask", text: "who lives here" }],
  ["/ask how does falling work", { kind: "sources", question: "how does falling work" }],
  ["/sources how does falling work", { kind: "sources", question: "how does falling work" }],
  ["/help", { kind: "help" }],
  ["/x", { kind: "stop", text: "" }],
  ["/X spiders, please", { kind: "stop", text: "spiders, please" }],
  ["/stop", { kind: "stop", text: "" }],
])("%s", (line, meant) => {
  expect(read(line)).toEqual(meant);
});

describe("what only the GM may say", () => {
  test("is unknown to players and understood for the GM", () => {
    expect(read("/desc Rain.")).toMatchObject({ kind: "wrong" });
    expect(read("/desc Rain.", { gm: true })).toEqual({ kind: "narrate", text: "Rain." });
  });
  test("is offered to the GM alone", () => {
    expect(completionsFor("/de", false)).toEqual([]);
    expect(completionsFor("/de", true).map(({ name }) => name)).toEqual(["desc"]);
  });
});

describe("completion", () => {
  test("offers all commands after the slash, fewer with each letter, none behind a space", () => {
    expect(completionsFor("/", true)).toHaveLength(SLASH_COMMANDS.length);
    expect(completionsFor("/gm", false).map(({ name }) => name)).toEqual(["gmroll"]);
    expect(completionsFor("/roll ", false)).toEqual([]);
    expect(completionsFor("and/or", false)).toEqual([]);
  });
});

test("stopping is offered to everybody and needs nothing behind it", () => {
  expect(completionsFor("/x", false)).toMatchObject([{ name: "x", takes: "" }]);
  expect(read("/x", { mode: "ooc" })).toEqual({ kind: "stop", text: "" });
});

test("a question to the sources is asked of them whatever tab is open, and says so when it is too long", () => {
  expect(read("/ask who", { mode: "ooc" })).toEqual({ kind: "sources", question: "who" });
  expect(read(`/ask ${"a".repeat(600)}`)).toMatchObject({ kind: "sources" });
  expect(read(`/ask ${"a".repeat(601)}`)).toMatchObject({ kind: "wrong" });
  expect(read("/ask")).toMatchObject({
    kind: "wrong",
    words: expect.stringContaining("Type your question behind /ask"),
  });
  expect(read("/sources ")).toMatchObject({ kind: "wrong", words: expect.stringContaining("/ask") });
});

test("asking the DM and asking the sources are offered side by side", () => {
  expect(completionsFor("/", false).map(({ name }) => name)).toEqual(expect.arrayContaining(["dm", "ask"]));
  expect(completionsFor("/s", false).map(({ name }) => name)).toContain("ask");
});

test("an unknown command is named, a bare one says what it needs", () => {
  expect(read("/dance")).toMatchObject({ kind: "wrong", words: "There is no command /dance. Try /help." });
  expect(read("/me")).toMatchObject({ kind: "wrong" });
});
