import { describe, expect, test } from "vitest";
import type { CampaignEvent, EventOf, StoredEvent, Voice } from "../../workers/contracts/events.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { EntryOf, Names, StoryEntry } from "./story-entry.ts";
import { storyOf } from "./story-of.ts";

type Bare<T extends CampaignEvent["type"]> = Pick<EventOf<T>, "type" | "payload"> & { readonly turnId?: string };
type AnyBare = { [T in CampaignEvent["type"]]: Bare<T> }[CampaignEvent["type"]];

const zero = "0".repeat(64);
const mira = "m_mira" as MemberId;
const names: Names = { member: (id) => (id === mira ? "Mira" : null), creature: () => null, clock: () => null };
const model: Voice = { provider: "openai", model: "m", inputTokens: 1, outputTokens: 1, costMicroUsd: 1 };
const turn = (id: string) => id as TurnId;

/** A log of bare facts, numbered as they stand. */
function logOf(...facts: readonly AnyBare[]): StoredEvent[] {
  return facts.map(({ type, payload, turnId }, index) => ({
    header: { seq: index + 1, epoch: 1, at: index, prev: zero, bodyHash: zero },
    hash: zero,
    salt: "0".repeat(32),
    body: {
      type,
      payload,
      v: 1,
      actor: { kind: "dm" },
      cause: turnId === undefined ? {} : { turnId: turn(turnId) },
      audience: "all",
    } as CampaignEvent,
  }));
}
const told = (turnId: string, text: string): Bare<"dm_narration"> => ({
  type: "dm_narration",
  payload: { turnId: turn(turnId), text, rests: [], voice: model, suggestions: [] },
});
const retold = (of: number, turnId: string, text: string): Bare<"narration_retold"> => ({
  type: "narration_retold",
  payload: { turnId: turn(turnId), of, text, rests: [], voice: { ...model, model: "other" } },
});
const edited = (of: number, text: string): Bare<"narration_edited"> => ({
  type: "narration_edited",
  payload: { of, memberId: mira, text },
});
const stopped = (
  veiled: number | null,
  more: Partial<EventOf<"safety_paused">["payload"]> = {},
): Bare<"safety_paused"> => ({
  type: "safety_paused",
  payload: { veiled, turnId: null, boundary: null, ...more },
});
const narrations = (story: readonly StoryEntry[]) =>
  story.filter((entry): entry is EntryOf<"narration"> => entry.kind === "narration");
const linesOf = (log: readonly StoredEvent[]) =>
  storyOf(log, names).flatMap((entry) => (entry.kind === "line" ? [entry.text] : []));
const first = (...facts: readonly AnyBare[]) => narrations(storyOf(logOf(...facts), names))[0];

describe("a narration that was put into other words", () => {
  test("shows the newest and keeps the ones before, each with its voice", () => {
    const entry = first(told("t_1", "Rain."), retold(1, "t_2", "It pours."), edited(1, "A drizzle."));
    expect(entry).toMatchObject({ seq: 1, key: "told:t_1", text: "A drizzle.", voice: null, putAway: false });
    expect(entry?.wordings.map(({ how, text, by }) => [how, text, by])).toEqual([
      ["told", "Rain.", ""],
      ["retold", "It pours.", ""],
      ["edited", "A drizzle.", "Mira"],
    ]);
    expect(entry?.wordings[1]?.voice?.model).toBe("other");
  });

  test("stands where it stood, and is one narration still", () => {
    const story = storyOf(logOf(told("t_1", "Rain."), told("t_2", "Wind."), retold(1, "t_3", "It pours.")), names);
    expect(narrations(story).map(({ text }) => text)).toEqual(["It pours.", "Wind."]);
  });

  test("has no second wording when the same was said again", () => {
    const log = logOf(told("t_1", "Rain."), retold(1, "t_2", " Rain."));
    expect(narrations(storyOf(log, names))[0]?.wordings.map(({ text }) => text)).toEqual(["Rain."]);
    expect(linesOf(log)).toEqual(["The DM has told it again. Dice and wounds are as they were."]);
  });

  test("is no news where the narration itself is on no page yet", () => {
    expect(narrations(storyOf(logOf(told("t_1", "Rain."), retold(9, "t_2", "It pours.")), names))).toHaveLength(1);
  });

  test("leaves the log untouched: the page writes into what it is given", () => {
    const log = logOf(told("t_1", "Rain."), retold(1, "t_2", "It pours."));
    const before = structuredClone(log);
    const entry = narrations(storyOf(log, names))[0];
    if (entry?.voice != null) Object.assign(entry.voice, { model: "scribbled over" });
    expect(log).toEqual(before);
  });
});

describe("what was put away", () => {
  test("says nothing of what it said, in no wording", () => {
    const entry = first(told("t_1", "Spiders."), edited(1, "Many spiders."), stopped(1));
    expect(entry).toMatchObject({ putAway: true, text: "", voice: null, wordings: [] });
    expect(JSON.stringify(storyOf(logOf(told("t_1", "Spiders."), stopped(1)), names))).not.toContain("piders");
  });

  test("comes back with new words alone", () => {
    const entry = first(told("t_1", "Spiders."), stopped(1), edited(1, "A dusty room."));
    expect(entry).toMatchObject({ putAway: false, text: "A dusty room." });
    expect(entry?.wordings.map(({ text }) => text)).toEqual(["A dusty room."]);
  });

  test("is put away for good even when later words repeat it", () => {
    const entries = narrations(
      storyOf(logOf(told("t_1", "Spiders."), stopped(1), told("t_2", "Spiders. And rain.")), names),
    );
    expect(entries.map(({ putAway }) => putAway)).toEqual([true, false]);
  });

  test("has a line that names nobody, and another when play goes on", () => {
    const story = storyOf(logOf(stopped(null), { type: "play_resumed", payload: {} }), names);
    expect(story.map((entry) => (entry.kind === "line" ? entry.text : ""))).toEqual([
      "Somebody asked to stop for a moment. Play is paused.",
      "Play goes on.",
    ]);
  });
});

test("who stops in the middle of a turn calls it back, and the line says so", () => {
  expect(linesOf(logOf(stopped(null, { turnId: turn("t_1") })))).toEqual([
    "Somebody asked to stop for a moment. Play is paused. What was under way is called back and has to be said again.",
  ]);
});

describe("what stands behind a narration", () => {
  const receipt: Bare<"turn_receipt"> = {
    type: "turn_receipt",
    payload: {
      turnId: turn("t_1"),
      spent: [],
      calls: [{ class: "roll", verdict: "edited" }],
      cuts: ["too-long"],
      standIn: null,
      promptHash: null,
    },
  };
  const call = (n: number) => ({ id: `t_1.1.${n}`, tool: "describe", args: { id: "hearth" } });
  const proposal: Bare<"proposal_made"> = {
    type: "proposal_made",
    payload: {
      turnId: turn("t_1"),
      round: 1,
      attempt: 1,
      basedOnSeq: 1,
      calls: [call(1), call(2), call(3)],
      done: true,
      voice: model,
    },
  };
  const judged = (n: number, verdict: "edited" | "denied", reason = ""): Bare<"call_judged"> => ({
    type: "call_judged",
    payload: {
      turnId: turn("t_1"),
      callId: `t_1.1.${n}`,
      memberId: n === 1 ? mira : null,
      verdict,
      reason,
      ...(verdict === "edited" ? { args: { id: "door" } } : {}),
    },
  });
  const refused = (n: number, code: string): Bare<"tool_call_refused"> => ({
    type: "tool_call_refused",
    payload: { turnId: turn("t_1"), callId: `t_1.1.${n}`, tool: "describe", code, detail: "No.", alternatives: [] },
  });
  const applied: Bare<"tool_call_applied"> = {
    type: "tool_call_applied",
    payload: { turnId: turn("t_1"), callId: "t_1.1.1", tool: "describe", outcome: "none", detail: {} },
  };

  test("is its receipt, though that comes before the words", () => {
    expect(first(receipt, told("t_1", "Rain."))?.wordings[0]?.behind?.receipt).toEqual(receipt.payload);
    expect(first(told("t_1", "Rain."))?.wordings[0]?.behind).toBeNull();
  });

  test("stays when a person edits the words, and goes with words that were put away", () => {
    const entry = first(receipt, told("t_1", "Rain."), edited(2, "A drizzle."));
    expect(entry?.wordings.map(({ behind }) => behind?.receipt)).toEqual([receipt.payload, receipt.payload]);
    const anew = first(receipt, told("t_1", "Rain."), stopped(2), edited(2, "A drizzle."));
    expect(anew?.wordings.map(({ behind }) => behind)).toEqual([null]);
  });

  test("calls the voices on the bill what the table was told", () => {
    const voice: Bare<"voice_changed"> = {
      type: "voice_changed",
      payload: { voice: "openai:m", label: "Bard", paidBy: "the house" },
    };
    const log = logOf(voice, receipt, told("t_1", "Rain."));
    expect(narrations(storyOf(log, names))[0]?.wordings[0]?.behind?.labels).toEqual({ "openai:m": "Bard" });
    expect(linesOf(log)).toEqual(["Bard speaks from here on: a machine. Paid by the house."]);
  });

  test("belongs to the wording of its own turn", () => {
    const entry = first(told("t_9", "Rain."), receipt, retold(1, "t_1", "It pours."));
    expect(entry?.wordings.map(({ behind }) => behind === null)).toEqual([true, false]);
  });

  test("is each call with what became of it, for those who may see one", () => {
    const entry = first(
      proposal,
      judged(1, "edited"),
      judged(2, "denied", "Not now."),
      applied,
      refused(2, "denied-by-gm"),
      refused(3, "unknown-subject"),
      told("t_1", "Rain."),
    );
    expect(
      entry?.wordings[0]?.behind?.calls.map(({ verdict, by, reason, args }) => [verdict, by, reason, args]),
    ).toEqual([
      ["edited", "Mira", "", { id: "door" }],
      ["denied", "the deadline", "Not now.", { id: "hearth" }],
      ["refused", "", "No.", { id: "hearth" }],
    ]);
  });

  test("is what was cut from it, and whether it nearly gave a secret away", () => {
    const checked: Bare<"narration_checked"> = {
      type: "narration_checked",
      payload: { turnId: turn("t_1"), cuts: [{ rule: "too-long", text: "And so on." }], leak: true },
    };
    expect(first(checked, told("t_1", "Rain."))?.wordings[0]?.behind).toMatchObject({
      cuts: [{ rule: "too-long", text: "And so on." }],
      leak: true,
    });
  });
});

test("a change of hands has a line, and other settings have none", () => {
  const settings = (dmMode: "auto" | "human", locked = false): Bare<"settings_changed"> => ({
    type: "settings_changed",
    payload: { settings: { turnMode: "free", dmMode, roundSeconds: 120, locked } },
  });
  const log = logOf(settings("auto"), settings("human"), settings("human", true), settings("auto"));
  expect(storyOf(log, names).map((entry) => (entry.kind === "line" ? entry.text : ""))).toEqual([
    "A person runs the table from here on.",
    "The machine runs the table again.",
  ]);
});

test("other words and reports have lines in plain words", () => {
  const report: Bare<"narration_reported"> = {
    type: "narration_reported",
    payload: { of: 1, memberId: mira, why: "spoke-for-my-hero", text: "I never said that." },
  };
  const asked: Bare<"telling_opened"> = { type: "telling_opened", payload: { how: "on", of: 1, memberId: mira } };
  const lines = storyOf(logOf(told("t_1", "Rain."), asked, report), names).flatMap((entry) =>
    entry.kind === "line" ? [[entry.text, entry.about]] : [],
  );
  expect(lines).toEqual([
    ["Mira asks to hear more.", ""],
    ["Mira reports a narration: it spoke or decided for their hero.", "I never said that."],
  ]);
});
