import { describe, expect, test } from "vitest";
import type { CampaignEvent, EventOf, StoredEvent } from "../../workers/contracts/events.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import { project } from "../../workers/core/project.ts";
import { lanternTable, runTurn, stairTable } from "../../workers/testkit/oracle-table.ts";
import { memberNamed, ORACLE_VOICE } from "../../workers/testkit/paper-room.ts";
import type { EntryOf, Names, StoryEntry } from "./story-entry.ts";
import { storyOf } from "./story-of.ts";

const nobody: Names = { member: () => null, creature: () => null, clock: () => null };
const mira = "m_mira" as MemberId;
const zero = "0".repeat(64);

/** A log of bare facts, numbered as they stand. */
function logOf(...bodies: readonly Omit<CampaignEvent, "v" | "actor" | "audience">[]): StoredEvent[] {
  return bodies.map((body, index) => ({
    header: { seq: index + 1, epoch: 1, at: index, prev: zero, bodyHash: zero },
    hash: zero,
    salt: "0".repeat(32),
    body: { v: 1, actor: { kind: "dm" }, audience: "all", ...body } as CampaignEvent,
  }));
}
const inTurn = (turnId: string) => ({ turnId: turnId as TurnId });
const kinds = (story: readonly StoryEntry[]) => story.map(({ kind }) => kind);
const only = <K extends StoryEntry["kind"]>(story: readonly StoryEntry[], kind: K) =>
  story.filter((entry): entry is EntryOf<K> => entry.kind === kind);

const acted = (text: string): Omit<EventOf<"player_action">, "v" | "actor" | "audience"> => ({
  type: "player_action",
  cause: {},
  payload: { memberId: mira, creatureId: "wren", mode: "do", text },
});
const told = (turnId: string, text: string): Omit<EventOf<"dm_narration">, "v" | "actor" | "audience"> => ({
  type: "dm_narration",
  cause: inTurn(turnId),
  payload: { turnId: turnId as TurnId, text, rests: [], voice: ORACLE_VOICE, suggestions: [] },
});
const hurt = (turnId?: string): Omit<EventOf<"hp_changed">, "v" | "actor" | "audience"> => ({
  type: "hp_changed",
  cause: turnId === undefined ? {} : inTurn(turnId),
  payload: {
    creatureId: "wren",
    delta: -4,
    vitals: {
      ruleset: "d20",
      hp: 6,
      tempHp: 0,
      hitDiceLeft: 1,
      deathSaves: { successes: 0, failures: 0 },
      state: "up",
    },
    source: "a rat",
    damageType: "piercing",
    note: "resisted",
  },
});

describe("a turn", () => {
  test("reads as what was done, what was told, and the marks of what changed under it", () => {
    const story = storyOf(logOf(acted("jump"), hurt("t_1"), told("t_1", "You fall.")), nobody);
    expect(kinds(story)).toEqual(["action", "narration"]);
    expect(only(story, "narration")[0]?.marks).toEqual([
      { key: "mark:2", tone: "harm", who: "Wren", text: "−4 HP", about: "resisted, piercing, a rat" },
    ]);
  });

  test("is told before the card of the end that it came to", () => {
    const ended: Omit<EventOf<"adventure_ended">, "v" | "actor" | "audience"> = {
      type: "adventure_ended",
      cause: inTurn("t_1"),
      payload: { endingId: "dawn", title: "Dawn", text: "It is day.", tone: "bright" },
    };
    expect(kinds(storyOf(logOf(acted("jump"), ended), nobody))).toEqual(["action"]);
    expect(kinds(storyOf(logOf(acted("jump"), ended, told("t_1", "You fly.")), nobody))).toEqual([
      "action",
      "narration",
      "ending",
    ]);
  });

  test("shows its marks before anybody has told it, under the same key", () => {
    const before = only(storyOf(logOf(acted("jump"), hurt("t_1")), nobody), "narration");
    const after = only(storyOf(logOf(acted("jump"), hurt("t_1"), told("t_1", "You fall.")), nobody), "narration");
    expect(before.map(({ key, text }) => [key, text])).toEqual([["told:t_1", ""]]);
    expect(after[0]?.key).toBe("told:t_1");
  });

  test("taken back is struck through with the words that opened it, and later ones are not", () => {
    const story = storyOf(
      logOf(acted("jump"), acted("wave"), told("t_1", "You fall."), told("t_3", "They wave back."), {
        type: "turn_undone",
        cause: {},
        payload: { turnId: "t_1" as TurnId, reason: "misread", restored: [] },
      }),
      nobody,
    );
    expect(story.map(({ undone }) => undone)).toEqual([true, false, true, false, false]);
    expect(only(story, "line")[0]).toMatchObject({ tone: "gm", about: "misread" });
  });

  test("that failed keeps the authored words nobody got round to, and says so once it is tried again", () => {
    const beat = {
      type: "beat_told" as const,
      cause: inTurn("t_1"),
      payload: { subject: "feature:hearth", speaker: null, text: "Cold ash." },
    };
    const failed = {
      type: "turn_failed" as const,
      cause: inTurn("t_1"),
      payload: { ...inTurn("t_1"), reason: "budget" },
    };
    const story = storyOf(logOf(acted("look"), beat, failed), nobody);
    expect(kinds(story)).toEqual(["action", "narration", "failed"]);
    const reopened = { type: "turn_reopened" as const, cause: {}, payload: inTurn("t_1") };
    expect(only(storyOf(logOf(acted("look"), beat, failed, reopened), nobody), "failed")[0]?.open).toBe(false);
  });

  test("does not read authored words twice when the narrator tells them", () => {
    const beat = {
      type: "beat_told" as const,
      cause: {},
      payload: { subject: "scene:inn", speaker: null, text: "An inn." },
    };
    expect(kinds(storyOf(logOf(beat), nobody))).toEqual(["narration"]);
    expect(
      only(storyOf(logOf(beat, told("t_1", "Dusk.\n\nAn inn.")), nobody), "narration").map(({ text }) => text),
    ).toEqual(["Dusk.\n\nAn inn."]);
  });
});

describe("dice", () => {
  const room = lanternTable("fight");

  test("a ticket and its result are one card, an attack and its damage one breath", () => {
    const story = storyOf(room.events, nobody);
    const cards = only(story, "rolls").flatMap(({ rolls }) => rolls);
    const resolved = room.events.filter(({ body }) => body.type === "roll_resolved");
    expect(cards.filter(({ result }) => result !== null)).toHaveLength(resolved.length);
    expect(only(story, "rolls").length).toBeLessThan(cards.length);
  });

  test("a hidden roll is a die behind the screen for those who may only know that it fell", () => {
    const table = stairTable();
    const seq = table.state.head.seq;
    expect(table.ask(memberNamed("Mira"), { type: "roll", expression: "1d20", visibility: "self" })).toBeNull();
    const fresh = table.events.filter(({ header }) => header.seq > seq);
    const as = (memberId: MemberId | null) =>
      storyOf(
        fresh.map((event) => project(event, { memberId, gm: false })),
        nobody,
      );
    expect(kinds(as(memberNamed("Mira")))).toContain("rolls");
    expect(only(as(memberNamed("Mira")), "line").some(({ text }) => text.includes("behind the screen"))).toBe(false);
    expect(kinds(as(null))).not.toContain("rolls");
    expect(only(as(null), "line").some(({ text }) => text.includes("behind the screen"))).toBe(true);
  });

  test("a ruling of the GM stands on the card it is about", () => {
    const ticket = room.events.find(({ body }) => body.type === "roll_ticket");
    if (ticket === undefined) throw new Error("Nobody rolled.");
    const seq = room.events.length + 1;
    const ruling: StoredEvent = {
      ...ticket,
      header: { ...ticket.header, seq },
      body: {
        type: "ruling_overridden",
        v: 1,
        actor: { kind: "gm" },
        cause: {},
        audience: "all",
        payload: { memberId: mira, about: ticket.header.seq, ruling: "It counts.", reason: "cover" },
      },
    };
    const cards = only(storyOf([...room.events, ruling], nobody), "rolls").flatMap(({ rolls }) => rolls);
    expect(cards.find(({ ticketSeq }) => ticketSeq === ticket.header.seq)?.ruling).toEqual({
      text: "It counts.",
      reason: "cover",
    });
  });
});

describe("a real evening", () => {
  test("foes keep their names after the fight has taken them off the table", () => {
    const room = lanternTable("fight");
    const foe = room.events.flatMap(({ body }) => (body.type === "encounter_started" ? body.payload.foes : []))[0];
    const story = storyOf(room.events, nobody);
    expect(only(story, "fight")[0]?.foes).toContain(foe?.name);
  });

  test("the first words at a place open with a drop cap, the next ones do not", async () => {
    const room = stairTable();
    room.ask(memberNamed("Mira"), { type: "act", mode: "do", text: "look at the first lamp" });
    await runTurn(room, []);
    const opening = only(storyOf(room.events, nobody), "narration").map((entry) => entry.opening);
    expect(opening[0]).toBe(true);
    expect(opening.filter(Boolean)).toHaveLength(1);
  });

  test("from any cut, what is told of the rest is the same", () => {
    const { events } = lanternTable("yard");
    const whole = new Map(storyOf(events, nobody).map((entry) => [entry.key, entry.kind]));
    for (const cut of [3, 9, 14]) {
      for (const { key, kind } of storyOf(events.slice(cut), nobody)) expect(whole.get(key) ?? kind).toBe(kind);
    }
  });

  test("keys never repeat", () => {
    const keys = storyOf(lanternTable("fight").events, nobody).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
