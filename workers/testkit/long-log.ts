import type { StoredEvent } from "../contracts/events.ts";
import { QuizCampaign } from "./quiz-campaign.ts";

const PLAYED = 2_000;
const DAY_MS = 86_400_000;

/** A log of so many events: a campaign that was played, and then played on with other words as often as it takes. */
export function longLog(events: number): StoredEvent[] {
  const campaign = new QuizCampaign(7).play(Math.min(events, PLAYED)).room.events;
  const begun = campaign.findIndex(({ body }) => body.type === "player_action");
  const again = campaign
    .slice(begun)
    .filter(({ body }) => body.type !== "seat_taken" && body.type !== "member_joined" && body.type !== "turn_undone");
  const log = [...campaign];
  for (let copy = 1; log.length < events; copy += 1) {
    const from = log.length;
    for (const [at, event] of again.entries()) log.push(moved(event, { by: from + at + 1 - event.header.seq, copy }));
  }
  return log.slice(0, events);
}

/** An event further on in the log: what it names moves with it, and the words become others. */
function moved(event: StoredEvent, { by, copy }: { readonly by: number; readonly copy: number }): StoredEvent {
  const body = JSON.stringify(event.body)
    .replaceAll(/"(t|f)_(\d+)"/g, (_, kind: string, seq: string) => `"${kind}_${Number(seq) + by}"`)
    .replaceAll(
      /\b(the [a-z]+)( [a-z]+)(?= is kept| belongs| all along|\.|,)/gi,
      `$1 ${"very ".repeat(copy % 3)}old-${copy}$2`,
    );
  const header = { ...event.header, seq: event.header.seq + by, at: event.header.at + copy * 7 * DAY_MS };
  return { ...event, header, body: JSON.parse(body) as StoredEvent["body"] };
}
