import type { CampaignEvent } from "../../contracts/events.ts";
import type { MemberId, TurnId } from "../../contracts/ids.ts";
import { type Fact, type FactBook, standingFact, withChange, withFact } from "./fact-book.ts";
import type { FactDraft, FactTeller, Telling } from "./fact-drafts.ts";
import { plainText } from "./plain-text.ts";
import { reconciled } from "./reconcile.ts";
import { tellCreatures } from "./tell-creatures.ts";
import { tellTable } from "./tell-table.ts";
import { tellWorld } from "./tell-world.ts";

/** Where and when facts come from. */
export interface Origin {
  readonly seq: number;
  readonly at: number;
  readonly minutes: number;
  readonly turnId: TurnId | undefined;
}

const tellers: readonly FactTeller[] = [tellWorld, tellCreatures, tellTable];
const ABOUT_MAX = 12;
const FACTS_PER_EVENT_MAX = 99;

/** What an event says, in words. */
export function factsAfter(fact: CampaignEvent, telling: Telling, book: FactBook): readonly FactDraft[] {
  if (fact.type === "turn_undone") return reconciled(telling.stage, book);
  for (const tell of tellers) {
    const drafts = tell(fact, telling);
    if (drafts !== null) return drafts;
  }
  return [];
}

const pinnerOf = ({ pinnedBy }: Fact): Pick<Fact, "pinnedBy"> => (pinnedBy === undefined ? {} : { pinnedBy });

/** Writes facts into a book. What says the newest of an aspect supersedes what said it before, and takes over its pin. */
export function withDrafts(
  book: FactBook,
  drafts: readonly (FactDraft & { readonly to?: readonly MemberId[] })[],
  origin: Origin,
): FactBook {
  let written = book;
  let count = 0;
  for (const { once, ...draft } of drafts.slice(0, FACTS_PER_EVENT_MAX)) {
    const text = plainText(draft.text);
    const earlier = draft.aspect === undefined ? null : standingFact(written, draft.aspect);
    if (text === "" || (earlier !== null && (once === true || earlier.text === text))) continue;
    count += 1;
    const id = count === 1 ? `f_${origin.seq}` : `f_${origin.seq}_${count}`;
    const { turnId, ...from } = origin;
    const fact: Fact = {
      id,
      ...draft,
      text,
      about: [...new Set(draft.about)].slice(0, ABOUT_MAX),
      ...from,
      ...(turnId === undefined ? {} : { turnId }),
      ...(earlier?.pinned === true ? { pinned: true, ...pinnerOf(earlier) } : {}),
    };
    written = withFact(earlier === null ? written : withChange(written, earlier.id, { supersededBy: id }), fact);
  }
  return written;
}
