import type { StoredEvent } from "../contracts/events.ts";
import { project } from "../core/project.ts";
import type { CampaignState, Viewer } from "../core/state.ts";
import type { EventLog } from "./event-log.ts";

const PAGE = 200;

/**
 * The log as lines of JSON, projected for one viewer, or whole: a manifest, then an event a line. Reads a page at a time, as the
 * other side asks for more, and ends at the seq at which it began, so that it is whole while play goes on.
 */
export function exportLog(
  log: EventLog,
  viewer: Viewer | "whole",
  throughSeq: number | null = null,
): ReadableStream<Uint8Array> {
  const { head, public: lane } = throughSeq === null ? log.state : log.stateAt(throughSeq);
  const encoder = new TextEncoder();
  let seq = 0;
  let started = false;
  return new ReadableStream<Uint8Array>({
    type: "bytes",
    pull(controller) {
      if (!started) {
        started = true;
        controller.enqueue(encoder.encode(`${JSON.stringify(manifest(lane, head))}\n`));
        return;
      }
      const page = log.after(seq, PAGE).filter(({ header }) => header.seq <= head.seq);
      const last = page.at(-1);
      if (last === undefined) return controller.close();
      seq = last.header.seq;
      const seen = viewer === "whole" ? page : page.map((event) => project(event, viewer));
      controller.enqueue(encoder.encode(seen.map((event) => `${JSON.stringify(event)}\n`).join("")));
    },
  });
}

function manifest(
  { campaignId, title, adventureTitle, ruleset, key }: CampaignState["public"],
  { seq, hash, epoch }: CampaignState["head"],
) {
  return { emberhall: "log/1", campaignId, title, adventureTitle, ruleset, epoch, head: { seq, hash }, key };
}

/** The public keys of a campaign: the first stands in the event that opened it, later ones in their own. */
export function keysIn(events: readonly StoredEvent[]): { keyId: string; publicKey: string; fromSeq: number }[] {
  return events.flatMap(({ header, body }) =>
    body.type === "campaign_opened" || body.type === "campaign_continued" || body.type === "key_rotated"
      ? [{ keyId: body.payload.keyId, publicKey: body.payload.publicKey, fromSeq: header.seq }]
      : [],
  );
}
