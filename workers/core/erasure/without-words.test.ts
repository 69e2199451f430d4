import { describe, expect, test } from "vitest";
import { CampaignEvent, type EventType } from "../../contracts/events.ts";
import { memberNamed } from "../../testkit/paper-room.ts";
import { sampleFact } from "../../testkit/sample-event.ts";
import { DEPARTED } from "../departed.ts";
import { NEVER_ERASED } from "../ledger/never-erased.ts";
import { type Erasing, heardFrom, REMOVED, withoutWords } from "./without-words.ts";

const wren = memberNamed("Wren");
const other = memberNamed("Other");
const nobody: Erasing = { memberId: wren, names: [], phrases: [] };
const CANARY = "canaryword";
/** Ids that look like words to the maker of samples. */
const IDS =
  /^(?:creatureId|adventureId|itemId|id|seed|hair|accent|expression|code|model|fallback|tool|damage|dice|heal|path|to|value)$/;
/** By these the table is kept: other people play on with them. */
const STAYS: readonly EventType[] = ["dm_settings_changed", "safety_paused"];
const byHand: readonly EventType[] = CampaignEvent.options
  .filter((option) => "memberId" in option.shape.payload.shape)
  .map((option) => option.shape.type.value)
  .filter((type) => !NEVER_ERASED.has(type) && !STAYS.includes(type));

function sample(type: EventType, by: typeof wren): CampaignEvent {
  const fact = sampleFact(type, { memberId: by, mark: () => CANARY });
  return { ...fact, actor: { kind: "player", memberId: by } } as CampaignEvent;
}

/** The fields in which the mark still stands. */
function marked(value: unknown, key = ""): string[] {
  if (typeof value === "string") return value.includes(CANARY) && !IDS.test(key) ? [key] : [];
  if (Array.isArray(value)) return value.flatMap((each) => marked(each, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => marked(each, name));
}

const written: readonly EventType[] = [
  ...new Set<EventType>([...byHand, "dm_narration", "turn_undone", "question_asked"]),
];

test.each(written)("of a %s that somebody did no word of theirs is left, and it is still such an event", (type) => {
  const theirs = sample(type, wren);
  const after = withoutWords(theirs, nobody) ?? theirs;
  expect(CampaignEvent.safeParse(after).error?.issues ?? [], JSON.stringify(after)).toEqual([]);
  expect(marked(after.payload)).toEqual([]);
});

test.each(written)("a %s of somebody else, in which they are not named, is not touched", (type) => {
  expect(withoutWords(sample(type, other), { ...nobody, names: ["Wren"], phrases: ["a phrase of hers"] })).toBeNull();
});

test.each([...NEVER_ERASED] as EventType[])("a %s stays whole: the dice and the signatures rest on it", (type) => {
  expect(withoutWords(sample(type, wren), { ...nobody, names: [CANARY] })).toBeNull();
});

describe("in the words of others", () => {
  const told = (text: string): CampaignEvent =>
    ({
      ...sample("dm_narration", other),
      actor: { kind: "dm" },
      payload: {
        turnId: null,
        text,
        rests: [],
        voice: { provider: "oracle", model: "o", requestId: null },
        suggestions: [],
      } as never,
      type: "dm_narration",
    }) as CampaignEvent;
  const erasing: Erasing = {
    memberId: wren,
    names: ["Wren", "O'Dell (the 2nd)"],
    phrases: ["I drop my keys into the well"],
  };
  const after = (text: string) =>
    (withoutWords(told(text), erasing)?.payload as { text: string } | undefined)?.text ?? text;

  test.each([
    ["Wren looks up.", "somebody looks up."],
    ["“I drop my keys into the well,” says Wren’s hero.", `“${REMOVED},” says somebody’s hero.`],
    ["Wrenfield burns; the wren sings.", "Wrenfield burns; the wren sings."],
    ["Ask O'Dell (the 2nd).", "Ask somebody."],
    ["ÄWren and Wrené stay.", "ÄWren and Wrené stay."],
  ])("%s", (before, expected) => {
    expect(after(before)).toBe(expected);
  });
});

test("what somebody was called and said is found in their own events alone", () => {
  expect(heardFrom(sample("member_joined", wren), wren).names).toEqual([CANARY]);
  expect(heardFrom(sample("chat_message", wren), wren).phrases).toEqual([CANARY]);
  expect(heardFrom(sample("chat_message", other), wren)).toEqual({ names: [], phrases: [] });
  const made = withoutWords(sample("hero_made", wren), nobody);
  expect(CampaignEvent.safeParse(made).success).toBe(true);
  expect(made?.payload).toMatchObject({ creature: { name: "Departed hero", blurb: REMOVED } });
  expect(withoutWords(sample("member_joined", wren), nobody)?.payload).toMatchObject({ name: DEPARTED });
});
