import { describe, expect, test } from "vitest";
import type { ActionId } from "../../workers/contracts/ids.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { makeKeep } from "./keep.ts";
import {
  type ActingFrame,
  again,
  delivered,
  loadOutbox,
  type Outbox,
  PARCELS_MAX,
  passesByItself,
  posted,
  refused,
  saveOutbox,
  sent,
  unsent,
} from "./outbox.ts";

const idAt = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` as ActionId;
const frameAt = (index: number): ActingFrame => ({
  t: "client.chat",
  id: idAt(index),
  chat: { type: "chat", channel: "ooc", to: [], text: `line ${index}` },
});
const problem = (slug: Problem["slug"]): Problem => ({ type: `/problems/${slug}`, slug, title: "No.", status: 409 });
const states = (outbox: Outbox) => outbox.map(({ id, state }) => [id, state]);

/** A storage like the browser's, in memory. */
function shelf(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

describe("an action in the outbox", () => {
  test("waits, is sent, and is gone with its receipt", () => {
    const waiting = posted([], frameAt(1), 10);
    expect(states(waiting)).toEqual([[idAt(1), "waiting"]]);
    expect(states(sent(waiting, idAt(1)))).toEqual([[idAt(1), "sent"]]);
    expect(delivered(sent(waiting, idAt(1)), idAt(1))).toEqual([]);
  });

  test("waits again when the line is lost before its answer", () => {
    expect(states(unsent(sent(posted([], frameAt(1), 10), idAt(1))))).toEqual([[idAt(1), "waiting"]]);
  });

  test("that was refused stays with the reason until it is tried again or dropped", () => {
    const outbox = refused(posted([], frameAt(1), 10), idAt(1), problem("no-seat"));
    expect(outbox[0]?.problem?.slug).toBe("no-seat");
    expect(states(unsent(outbox))).toEqual([[idAt(1), "refused"]]);
    expect(again(outbox, idAt(1))[0]).toMatchObject({ state: "waiting", problem: null });
  });

  test("a receipt for something unknown changes nothing", () => {
    const outbox = posted([], frameAt(1), 10);
    expect(delivered(outbox, idAt(2))).toBe(outbox);
  });
});

describe("[C2] the outbox survives a reload", () => {
  test("what had no answer is sent again with the same id", () => {
    const keep = makeKeep(shelf);
    const storage = shelf();
    const kept = makeKeep(() => storage);
    saveOutbox(kept, "c_1", sent(posted(posted([], frameAt(1), 10), frameAt(2), 11), idAt(1)));
    expect(
      states(
        loadOutbox(
          makeKeep(() => storage),
          "c_1",
        ),
      ),
    ).toEqual([
      [idAt(1), "waiting"],
      [idAt(2), "waiting"],
    ]);
    expect(loadOutbox(keep, "c_2")).toEqual([]);
  });

  test("where the browser keeps nothing, it lasts as long as the page", () => {
    const refusing = makeKeep(() => {
      throw new Error("SecurityError");
    });
    saveOutbox(refusing, "c_1", posted([], frameAt(1), 10));
    expect(loadOutbox(refusing, "c_1")).toHaveLength(1);
  });

  test("what somebody else left there is not sent", () => {
    const storage = shelf();
    storage.setItem("emberhall.outbox.c_1", '[{"id":1}]');
    expect(
      loadOutbox(
        makeKeep(() => storage),
        "c_1",
      ),
    ).toEqual([]);
    storage.setItem("emberhall.outbox.c_1", "not json");
    expect(
      loadOutbox(
        makeKeep(() => storage),
        "c_1",
      ),
    ).toEqual([]);
  });
});

test("a full outbox makes room by forgetting refusals, never what still waits", () => {
  const many = Array.from({ length: PARCELS_MAX }, (_, index) => index).reduce<Outbox>(
    (outbox, index) => posted(outbox, frameAt(index), index),
    [],
  );
  const one = refused(many, idAt(3), problem("no-seat"));
  const next = posted(one, frameAt(99), 99);
  expect(next).toHaveLength(PARCELS_MAX);
  expect(next.some(({ id }) => id === idAt(3))).toBe(false);
});

test("what passes by itself is not put before anybody", () => {
  expect(passesByItself(problem("slow-down"))).toBe(true);
  expect(passesByItself(problem("not-your-turn"))).toBe(false);
});
