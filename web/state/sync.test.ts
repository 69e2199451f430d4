import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SeenEvent } from "../../workers/contracts/events.ts";
import type { ServerFrame } from "../../workers/contracts/frames.ts";
import type { MemberId, TurnId } from "../../workers/contracts/ids.ts";
import type { UploadId } from "../../workers/contracts/library.ts";
import { project, viewerOf, viewOf } from "../../workers/core/project.ts";
import { stateHash } from "../../workers/core/state-hash.ts";
import { lanternTable } from "../../workers/testkit/oracle-table.ts";
import { memberNamed } from "../../workers/testkit/paper-room.ts";
import { viewFor } from "./fold.ts";
import { freshSync, greeting, receive, type Sync } from "./sync.ts";

const room = lanternTable("fight");
const mira = memberNamed("Mira");
const viewer = viewerOf(room.state, mira);
const seen = room.events.map((event) => project(event, viewer));
const head = seen.length;
const truth = stateHash(viewOf(room.state, viewer));
const turn = "t_3" as TurnId;

const welcome = (more: Partial<Extract<ServerFrame, { t: "server.welcome" }>> = {}): ServerFrame => ({
  t: "server.welcome",
  protocol: 3,
  campaignId: room.campaignId,
  memberId: mira,
  epoch: 1,
  head,
  resume: "tail",
  ...more,
});
const events = (from: number, to: number): ServerFrame => ({ t: "server.events", events: seen.slice(from - 1, to) });
const snapshotAt = (seq: number): ServerFrame => {
  const state = room.stateAt(seq);
  const view = viewOf(state, viewerOf(state, mira));
  return {
    t: "server.snapshot",
    epoch: 1,
    seq,
    headHash: state.head.hash,
    state_hash: stateHash(view),
    view: JSON.parse(JSON.stringify(view)) as unknown,
  };
};
const following = (frames: readonly ServerFrame[], from: Sync = freshSync) =>
  frames.reduce((sync, frame) => receive(sync, frame).sync, from);
const hashOf = (sync: Sync) => stateHash(viewFor(sync.state, sync.memberId));

describe("catching up", () => {
  test("the whole log, a snapshot, and a snapshot with a tail lead to the same view", () => {
    expect(hashOf(following([welcome(), events(1, head)]))).toBe(truth);
    expect(hashOf(following([welcome({ resume: "snapshot" }), snapshotAt(head)]))).toBe(truth);
    expect(hashOf(following([welcome({ resume: "snapshot" }), snapshotAt(head - 7), events(head - 6, head)]))).toBe(
      truth,
    );
  });

  test("level is only claimed once everything the server had at the welcome is here", () => {
    const half = following([welcome(), events(1, 5)]);
    expect(half.level).toBe(false);
    expect(following([events(6, head)], half).level).toBe(true);
    expect(following([welcome({ resume: "level" })], following([welcome(), events(1, head)])).level).toBe(true);
  });

  test("a new epoch forgets what was folded, and the next hello says so", () => {
    const sync = following([welcome(), events(1, head)]);
    expect(greeting(sync)).toEqual({ epoch: 1, last_seq_seen: head });
    const moved = following([welcome({ epoch: 2 })], sync);
    expect(moved.events).toEqual([]);
    expect(greeting(moved)).toEqual({ epoch: 2, last_seq_seen: 0 });
  });

  test("another member's view is never built upon", () => {
    const sync = following([welcome(), events(1, head)]);
    expect(following([welcome({ memberId: memberNamed("Jon") })], sync).state.head.seq).toBe(0);
  });
});

describe("[C1] the seq moves by one or through a snapshot", () => {
  test("a gap asks once and folds nothing beyond it", () => {
    const first = receive(following([welcome(), events(1, 4)]), events(6, 8));
    expect(first.wants).toEqual([{ kind: "hello" }]);
    expect(first.sync.state.head.seq).toBe(4);
    expect(receive(first.sync, events(9, 9)).wants).toEqual([]);
  });

  test("the head itself shows that something was missed", () => {
    const sync = following([welcome(), events(1, 4)]);
    expect(receive(sync, { t: "server.head", seq: 9, state_hash: truth }).wants).toEqual([{ kind: "hello" }]);
  });

  test("a head at our own seq is compared, an older one is not", () => {
    const sync = following([welcome(), events(1, head)]);
    expect(receive(sync, { t: "server.head", seq: head, state_hash: truth }).wants).toEqual([
      { kind: "compare", seq: head, hash: truth },
    ]);
    expect(receive(sync, { t: "server.head", seq: head - 1, state_hash: truth }).wants).toEqual([]);
  });

  test("events seen twice change nothing", () => {
    const sync = following([welcome(), events(1, head)]);
    expect(receive(sync, events(1, head)).sync).toBe(sync);
  });
});

test("[C3] lost, doubled and reordered frames end where the server is", () => {
  const cut = fc.record({ from: fc.integer({ min: 1, max: head }), span: fc.integer({ min: 0, max: 9 }) });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 40 }), fc.boolean(), (cuts, bySnapshot) => {
      let sync = following([welcome()]);
      for (const { from, span } of cuts) {
        const { sync: next, wants } = receive(sync, events(from, Math.min(head, from + span)));
        sync = next;
        // The server answers a hello with what follows the last seq seen.
        if (wants.some(({ kind }) => kind === "hello")) sync = following([welcome(), healed(sync, bySnapshot)], sync);
      }
      sync = following([healed(sync, bySnapshot)], sync);
      expect(sync.state.head.seq).toBe(head);
      expect(hashOf(sync)).toBe(truth);
      expect(isDense(sync.events)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

function healed(sync: Sync, bySnapshot: boolean): ServerFrame {
  const from = greeting(sync).last_seq_seen + 1;
  return bySnapshot || from > head ? snapshotAt(head) : events(from, head);
}

const isDense = (list: readonly SeenEvent[]) =>
  list.every((event, index) => event.header.seq === (list[0]?.header.seq ?? 0) + index);

describe("drafts and presence", () => {
  const draft = (n: number, text: string): ServerFrame => ({ t: "server.draft", turn_id: turn, n, text });

  test("pieces in order make the passage, a piece out of order is left out, n 0 begins anew", () => {
    expect(following([draft(0, "The "), draft(1, "door "), draft(3, "never "), draft(2, "opens.")]).draft?.text).toBe(
      "The door opens.",
    );
    expect(following([draft(0, "The "), draft(0, "A ")]).draft?.text).toBe("A ");
  });

  test("a draft ends with the event that tells it", () => {
    const drafting = following([draft(0, "Words")], following([welcome(), events(1, head - 1)]));
    expect(following([events(head, head)], drafting).draft).toBeNull();
  });

  test("who is here is what was last said", () => {
    const here = [{ memberId: "m_x" as MemberId, typing: true }];
    expect(following([{ t: "server.presence", here }]).here).toEqual(here);
  });
});

describe("calls that wait for a verdict", () => {
  const lantern = lanternTable("yard");
  lantern.ask(mira, { type: "act", mode: "do", text: "look at the kennel" });
  const running = lantern.state.public.turn?.id ?? turn;
  const shown = lantern.events.map((event) => project(event, viewerOf(lantern.state, mira)));
  const told: ServerFrame = { t: "server.events", events: shown };
  const review = (cards: Extract<ServerFrame, { t: "server.review" }>["cards"]): ServerFrame => ({
    t: "server.review",
    turnId: running,
    endsAt: 9,
    cards,
  });
  const card: Extract<ServerFrame, { t: "server.review" }>["cards"][number] = {
    callId: `${running}.1.1`,
    tool: "describe",
    class: "talk",
    args: {},
    why: null,
    dice: [],
    refusal: null,
    verdict: "waiting",
  };

  test("are shown until none is left, and no longer than their turn", () => {
    const waiting = following([welcome({ head: shown.length }), told, review([card])]);
    expect(waiting.review?.cards).toEqual([card]);
    expect(following([review([])], waiting).review).toBeNull();
    expect(following([welcome({ head: shown.length, resume: "level" })], waiting).review).toBeNull();
    lantern.narrate("A kennel.");
    const rest = lantern.events.slice(shown.length).map((event) => project(event, viewerOf(lantern.state, mira)));
    expect(following([{ t: "server.events", events: rest }], waiting).review).toBeNull();
  });
});

test("news of files is passed on, and moves nothing in what is known of the campaign", () => {
  const level = following([welcome(), events(1, head)]);
  const gone: ServerFrame = { t: "server.upload_gone", uploadId: "u_aaaaaaaaaaaaaaaaaaaa" as UploadId };
  expect(receive(level, gone)).toEqual({ sync: level, wants: [{ kind: "file", frame: gone }] });
});
