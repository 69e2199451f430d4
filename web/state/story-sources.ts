import type { CampaignEvent, EventOf } from "../../workers/contracts/events.ts";
import { type Here, put, type Teller } from "./story-teller.ts";

/** What the table was shown of its files, what it asked of them, and what the words of a turn rest on. */
export function toldSources(teller: Teller, body: CampaignEvent, here: Here): boolean {
  switch (body.type) {
    case "handout_shown": {
      const { memberId, uploadId, title, kind, caption } = body.payload;
      const who = teller.names.member(memberId);
      put(teller, here, { kind: "handout", key: `handout:${here.seq}`, who, uploadId, title, file: kind, caption });
      return true;
    }
    case "sources_answered":
      return answered(teller, body, here);
    case "sources_cited":
      // They may come before or after the words they belong to, so they wait until all is told.
      teller.cites.set(body.payload.turnId, body.payload.cites);
      return true;
    default:
      return false;
  }
}

function answered(teller: Teller, { payload, audience }: EventOf<"sources_answered">, here: Here): true {
  const { memberId, question, text, found, cites, voice } = payload;
  put(teller, here, {
    kind: "answer",
    key: `answer:${here.seq}`,
    memberId,
    who: teller.names.member(memberId),
    question,
    text,
    found,
    cites: cites.map((cite) => ({ ...cite })),
    voice: { ...voice },
    secret: audience !== "all",
  });
  return true;
}
