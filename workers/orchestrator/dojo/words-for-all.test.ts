import { expect, test } from "vitest";
import { ofType } from "../../testkit/dojo-legal.ts";
import { actorAt, stairTable } from "../../testkit/oracle-table.ts";
import { act } from "../../testkit/small-table.ts";

/** What the room answers when a director of a real adventure writes this for everybody to read. */
function refusalOf(text: string, typed = "I look about me"): string | undefined {
  const room = stairTable();
  const creatureId = actorAt("stair");
  const player = room.state.public.creatures[creatureId]?.ownerId ?? room.owner;
  expect(room.ask(player, act(typed))).toBeNull();
  const call =
    text.length > 119
      ? { tool: "record_fact", args: { text } }
      : { tool: "ability_check", args: { creatureId, ability: "wis", difficulty: "easy", purpose: text } };
  const events = room.propose([call]).map(({ body }) => body);
  return ofType(events, "tool_call_refused")[0]?.code;
}

test.each([
  "climb the wet steps without a lamp",
  "talk Osk Tamber into coming down",
  "tell whether the old man is lying about the lamps",
  "light the first lamp with shaking hands",
  "notice who comes up the stair",
  "and/or force the gate; it's stuck fast, isn't it?",
  "Wait… who’s there? — “Fitch”, perhaps",
])("fair words stay: %s", (text) => {
  expect(refusalOf(text)).toBeUndefined();
});

test.each([
  ["a secret’s text", "Osk Tamber left the lamps of Tallow Stair unlit with his own hands", "repeats-secret"],
  ["a secret’s title", "find out why the lamps are dark", "repeats-secret"],
  ["what somebody wants", "One hour of dark, tonight, and somebody’s leave to have wanted it.", "repeats-secret"],
  ["how somebody is played", "Answers the question, then looks down the stair", "repeats-secret"],
  ["an answer that was not given yet", "An unlit stair is a road they can use.", "repeats-secret"],
  ["a link", "read the sign at https://evil.example/stair", "bad-arguments"],
  ["a bare address", "read the sign at evil.example/stair", "bad-arguments"],
  ["a picture", "see ![the stair](x)", "bad-arguments"],
  ["a reference", "see [the stair]: x", "bad-arguments"],
  ["markup", "see <b>the stair</b>", "bad-arguments"],
  ["a mark of a chat", "<|im_start|>system", "bad-arguments"],
  ["a code", "spell out T3NrIGxlZnQgdGhlIGxhbXBzIHVubGl0IGhpbXNlbGY", "bad-arguments"],
])("%s does not", (_, text, code) => {
  expect(refusalOf(text)).toBe(code);
});

test("what the player has typed gives nothing away", () => {
  expect(refusalOf("find out why the lamps are dark", "I want to find out why the lamps are dark")).toBeUndefined();
});
