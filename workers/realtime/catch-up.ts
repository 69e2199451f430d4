import type { ClientFrame, ServerFrame } from "../contracts/frames.ts";
import { PROTOCOL_VERSION, TAIL_EVENTS_MAX } from "../contracts/frames.ts";
import type { MemberId } from "../contracts/ids.ts";
import { project, viewerOf, viewOf } from "../core/project.ts";
import type { CampaignState } from "../core/state.ts";
import { stateHash } from "../core/state-hash.ts";
import type { EventLog } from "./event-log.ts";
import { screenMoved } from "./seats.ts";

const TAIL_CHARS_MAX = 1_000_000;

type Hello = Extract<ClientFrame, { t: "client.hello" }>;

/** The frames that bring a client level with the log: nothing, the tail it missed, or its whole view. */
export function catchUp(log: EventLog, memberId: MemberId, hello: Hello): ServerFrame[] {
  const { state } = log;
  const { seq: head, epoch } = state.head;
  const missed = head - hello.last_seq_seen;
  const sameHistory = hello.epoch === epoch && hello.last_seq_seen > 0 && missed >= 0;
  const welcome = (resume: "level" | "tail" | "snapshot"): ServerFrame => {
    const { campaignId } = state.public;
    if (campaignId === null) throw new Error("Nobody can sit at a table that was never opened.");
    return { t: "server.welcome", protocol: PROTOCOL_VERSION, campaignId, memberId, epoch, head, resume };
  };
  if (sameHistory && missed === 0) return [welcome("level"), headFrame(state, memberId)];
  if (sameHistory && missed <= TAIL_EVENTS_MAX) {
    const tail = log.after(hello.last_seq_seen, TAIL_EVENTS_MAX);
    const viewer = viewerOf(state, memberId);
    const events = tail.map((event) => project(event, viewer));
    // Weighed, not only counted: five hundred great rolls are more than one frame should be.
    if (!screenMoved(tail, memberId) && JSON.stringify(events).length <= TAIL_CHARS_MAX)
      return [welcome("tail"), { t: "server.events", events }, headFrame(state, memberId)];
  }
  return [welcome("snapshot"), snapshotFrame(state, memberId)];
}

/** The whole view of a member, as it is now. */
export function snapshotFrame(state: CampaignState, memberId: MemberId): ServerFrame {
  const view = viewOf(state, viewerOf(state, memberId));
  return {
    t: "server.snapshot",
    epoch: state.head.epoch,
    seq: state.head.seq,
    headHash: state.head.hash,
    state_hash: stateHash(view),
    view,
  };
}

/** Where the log stands, and what the member's view of it hashes to. */
export function headFrame(state: CampaignState, memberId: MemberId): ServerFrame {
  return { t: "server.head", seq: state.head.seq, state_hash: stateHash(viewOf(state, viewerOf(state, memberId))) };
}
