import type { CampaignEvent } from "../../workers/contracts/events.ts";
import type { FactId } from "../../workers/contracts/memory.ts";
import type { SureNames } from "./story-entry.ts";
import { type Here, put, type Teller } from "./story-teller.ts";

/**
 * What somebody has changed by hand in what the table remembers: a quiet line, and only one however much they change in a
 * row. A note is told in its words, and so is what was forgotten. A recap leaves no line: it tells nothing new.
 */
export function toldMemory(teller: Teller, body: CampaignEvent, here: Here): boolean {
  if (body.type === "recap_written") return true;
  const did = deedOf(body, teller.names);
  if (did === null) return false;
  const { who, text, about, factId, secret } = did;
  const row = `memory:${secret ? "gm" : "all"}:${who}:`;
  const last = teller.entries.at(-1);
  const isBare = about === "" && factId === undefined;
  if (isBare && last?.kind === "line" && last.key.startsWith(row) && last.about === "" && last.factId === undefined)
    last.text = `${who} changed several things ${secret ? "that are remembered behind the screen" : "the table remembers"}.`;
  else
    put(teller, here, {
      ...{ kind: "line", key: `${row}${here.seq}`, tone: "quiet", text: `${who} ${text}`, about },
      ...(factId === undefined ? {} : { factId }),
    });
  return true;
}

interface Deed {
  readonly who: string;
  readonly text: string;
  readonly about: string;
  readonly factId: FactId | undefined;
  readonly secret: boolean;
}

function deedOf(body: CampaignEvent, names: SureNames): Deed | null {
  const words = wordsFor(body);
  if (words === null || !("memberId" in body.payload) || body.payload.memberId === null) return null;
  const secret = body.audience === "gm";
  return {
    who: names.member(body.payload.memberId),
    // It is told to those behind the screen alone, and they have to see that nobody else reads it.
    text: secret ? words.replace(/[.:]$/, (end) => `, behind the screen${end}`) : words,
    about: body.type === "fact_noted" ? body.payload.text : "",
    factId: body.type === "fact_forgotten" ? body.payload.factId : undefined,
    secret,
  };
}

function wordsFor(body: CampaignEvent): string | null {
  switch (body.type) {
    case "fact_noted":
      return "noted something to be remembered:";
    case "fact_pinned":
      return `${body.payload.pinned ? "pinned" : "unpinned"} something the table remembers.`;
    case "fact_corrected":
      return "corrected what the table remembers.";
    case "fact_forgotten":
      return body.payload.forgotten ? "had the table forget something." : "brought something back to memory.";
    case "card_written":
      return `wrote the card “${body.payload.card.name}”.`;
    case "card_removed":
      return "took a card away.";
    case "cards_merged":
      return "made one card of two.";
    default:
      return null;
  }
}
