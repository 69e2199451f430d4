import { describe, expect, test } from "vitest";
import type { CampaignEvent, EventOf, StoredEvent, Voice } from "../../workers/contracts/events.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { UploadId } from "../../workers/contracts/library.ts";
import type { EntryOf, Names, StoryEntry } from "./story-entry.ts";
import { storyOf } from "./story-of.ts";

type Bare<T extends CampaignEvent["type"]> = Pick<EventOf<T>, "type" | "payload"> & { readonly audience?: "gm" };
type AnyBare = { [T in CampaignEvent["type"]]: Bare<T> }[CampaignEvent["type"]];

const zero = "0".repeat(64);
const mira = "m_mira" as MemberId;
const names: Names = { member: () => "Mira", creature: () => null, clock: () => null };
const voice: Voice = { provider: "oracle", model: "", inputTokens: 0, outputTokens: 0, costMicroUsd: 0 };
const turn = (id: string) => id as TurnId;
const bells = "u_bells" as UploadId;

function logOf(...facts: readonly AnyBare[]): StoredEvent[] {
  return facts.map(({ type, payload, audience }, index) => ({
    header: { seq: index + 1, epoch: 1, at: index, prev: zero, bodyHash: zero },
    hash: zero,
    salt: "0".repeat(32),
    body: { type, payload, v: 1, actor: { kind: "dm" }, cause: {}, audience: audience ?? "all" } as CampaignEvent,
  }));
}
const told = (turnId: string, text: string): Bare<"dm_narration"> => ({
  type: "dm_narration",
  payload: { turnId: turn(turnId), text, rests: [], voice, suggestions: [] },
});
const retold = (of: number, turnId: string, text: string): Bare<"narration_retold"> => ({
  type: "narration_retold",
  payload: { turnId: turn(turnId), of, text, rests: [], voice },
});
const cited = (turnId: string, at: number, page = 4): Bare<"sources_cited"> => ({
  type: "sources_cited",
  payload: {
    turnId: turn(turnId),
    cites: [{ n: 1, uploadId: bells, title: "Bells", pageFrom: page, pageTo: page, at }],
  },
});
const of = <K extends StoryEntry["kind"]>(kind: K, ...facts: readonly AnyBare[]) =>
  storyOf(logOf(...facts), names).filter((entry): entry is EntryOf<K> => entry.kind === kind);
const citesOf = (...facts: readonly AnyBare[]) =>
  of("narration", ...facts).map(({ wordings }) =>
    wordings.map(({ text, cites }) => [text, cites.map(({ at, pageFrom }) => [at, pageFrom])]),
  );

describe("citations of a narration", () => {
  test("stand on the words of their turn, whichever of the two came first", () => {
    const expected = [[["It rings.", [[9, 4]]]]];
    expect(citesOf(told("t_1", "It rings."), cited("t_1", 9))).toEqual(expected);
    expect(citesOf(cited("t_1", 9), told("t_1", "It rings."))).toEqual(expected);
  });

  test("stay on the words they were made for when it is told again, and other words have their own", () => {
    expect(
      citesOf(told("t_1", "It rings."), cited("t_1", 9), retold(1, "t_2", "A bell sounds."), cited("t_2", 14, 7)),
    ).toEqual([
      [
        ["It rings.", [[9, 4]]],
        ["A bell sounds.", [[14, 7]]],
      ],
    ]);
  });

  test("do not stand on words a person has put in their place", () => {
    const edited: Bare<"narration_edited"> = {
      type: "narration_edited",
      payload: { of: 1, memberId: mira, text: "Silence." },
    };
    expect(citesOf(told("t_1", "It rings."), cited("t_1", 9), edited)).toEqual([
      [
        ["It rings.", [[9, 4]]],
        ["Silence.", []],
      ],
    ]);
  });

  test("go with the words when those are put away", () => {
    const stopped: Bare<"safety_paused"> = {
      type: "safety_paused",
      payload: { veiled: 1, turnId: null, boundary: null },
    };
    expect(citesOf(told("t_1", "It rings."), cited("t_1", 9), stopped)).toEqual([[]]);
  });

  test("leave no line of their own", () => {
    expect(storyOf(logOf(told("t_1", "It rings."), cited("t_1", 9)), names)).toHaveLength(1);
  });
});

test("a question to the sources reads with its answer, and says when it was for the screen alone", () => {
  const answered = (audience?: "gm"): Bare<"sources_answered"> => ({
    type: "sources_answered",
    payload: { memberId: mira, question: "Who rang?", text: "Nobody says.", found: false, cites: [], voice },
    ...(audience === undefined ? {} : { audience }),
  });
  expect(of("answer", answered())).toMatchObject([
    { who: "Mira", question: "Who rang?", text: "Nobody says.", found: false, secret: false },
  ]);
  expect(of("answer", answered("gm"))[0]?.secret).toBe(true);
});

test("a handout reads as who shows what, with the words they gave it", () => {
  const shown: Bare<"handout_shown"> = {
    type: "handout_shown",
    payload: { memberId: mira, uploadId: bells, title: "The map", kind: "image", caption: "Torn at the edge." },
  };
  expect(of("handout", shown)).toMatchObject([
    { who: "Mira", uploadId: bells, title: "The map", file: "image", caption: "Torn at the edge." },
  ]);
});
