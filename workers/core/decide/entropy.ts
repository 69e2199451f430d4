import type { Entropy } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { commitmentOf } from "../ledger/entropy.ts";
import type { CampaignState } from "../state.ts";

/**
 * A member's share of chance as it may enter the log. A reveal that does not open their last commitment is left out
 * (another tab has moved on, or storage was cleared), and the new commitment starts afresh: nobody is refused a move for it.
 */
export function freshEntropy(
  state: CampaignState,
  memberId: MemberId,
  given: Omit<Entropy, "memberId"> | undefined,
): Entropy | null {
  if (given === undefined) return null;
  const before = state.public.dice.entropy[memberId];
  const opens = before !== undefined && given.reveal !== null && commitmentOf(given.reveal) === before.commit;
  return { memberId, reveal: opens ? given.reveal : null, commit: given.commit };
}
