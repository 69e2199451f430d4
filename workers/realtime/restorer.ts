import { CLOSE } from "../contracts/frames.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import { restoreCampaign } from "../core/continuation/restore-campaign.ts";
import type { CampaignSecrets } from "./campaign-secrets.ts";
import type { EventLog } from "./event-log.ts";
import type { Seats } from "./seats.ts";

/** Where a log stood when it was put back; whatever goes on from an older state has to be numbered above this. */
export interface RestoreFloor {
  readonly epoch: number;
  readonly diceEpoch: number;
  readonly seq: number;
}
type Refused = { ok: false; problem: Problem };

export function floorOf({ state: { head, public: lane } }: EventLog): RestoreFloor {
  return { epoch: head.epoch, diceEpoch: lane.dice.epoch, seq: head.seq };
}

/**
 * Has the object begin its next life with its storage as it was: at a bookmark, or at a moment of the last thirty days. Answers
 * the bookmark that leads back. It is the platform's own and cannot be had on a laptop.
 */
export async function putBack(
  storage: DurableObjectStorage,
  to: { bookmark: string } | { at: number },
): Promise<{ ok: true; undo: string } | Refused> {
  try {
    const bookmark = "bookmark" in to ? to.bookmark : await storage.getBookmarkForTime(to.at);
    return { ok: true, undo: await storage.onNextSessionRestoreBookmark(bookmark) };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : "";
    const detail = `Rooms go back in time on Cloudflare only, for thirty days, and to bookmarks of their own. The platform says: ${why}`;
    return { ok: false, problem: problem("bad-request", { detail }) };
  }
}

/**
 * Goes on from an older state: under a later epoch of the log, which makes every browser load anew, and with dice that nobody
 * has seen. Done twice it stays as it is.
 */
export function goOn(
  { log, secrets, seats }: { log: EventLog; secrets: CampaignSecrets; seats: Seats },
  floor: RestoreFloor,
): { ok: true; seq: number } | Refused {
  const { head, public: lane } = log.state;
  if (lane.campaignId === null) {
    const detail = "At that hour this table had not been opened. The bookmark that leads back brings it back.";
    return { ok: false, problem: problem("bad-request", { detail }) };
  }
  if (head.epoch > floor.epoch) return { ok: true, seq: head.seq };
  const key = secrets.keyAfter(lane.key.id);
  const number = Math.max(lane.dice.epoch, floor.diceEpoch) + 1;
  const { rolls, anchor, veilRoot } = secrets.dice(lane.campaignId, number).commitment();
  const facts = restoreCampaign(
    log.state,
    {
      goneThroughSeq: Math.max(floor.seq, head.seq),
      key: { keyId: key.keyId, publicKey: key.publicKey },
      dice: { epoch: number, rolls, anchor, veilRoot },
    },
    secrets.chance(lane.campaignId, number),
  );
  const stored = log.appendUnder(floor.epoch + 1, facts);
  seats.closeAll(CLOSE.reload, "This table was put back to an earlier hour; reload it.");
  return { ok: true, seq: stored.at(-1)?.header.seq ?? head.seq };
}
