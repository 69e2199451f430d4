import type { ActionId, MemberId } from "../../workers/contracts/ids.ts";
import type { CampaignView } from "../../workers/core/state.ts";
import { freshNonce, loadNonces, nextShare, type Share, saveNonces, settled } from "./entropy.ts";
import { keep } from "./keep.ts";
import type { ActingFrame, Outbox } from "./outbox.ts";

/** This member's share in the dice: committed to once after sitting down, then opened and renewed with each act. */
export function createNonces(campaignId: string) {
  let kept = loadNonces(keep, campaignId);
  let begun = false;

  const standingOf = (view: CampaignView | null, me: MemberId | null) =>
    me === null ? null : (view?.public.dice.entropy[me]?.commit ?? null);
  const make = (standing: string | null): Share => {
    const made = nextShare(kept, standing, freshNonce);
    kept = made.kept;
    saveNonces(keep, campaignId, kept);
    return made.share;
  };

  return {
    /** A share for an act. None while another is on its way: both would open the same nonce. */
    share(view: CampaignView | null, me: MemberId | null, outbox: Outbox): { entropy?: Share } {
      const onItsWay = outbox.some(({ frame }) => carriesShare(frame));
      return onItsWay || me === null || view === null ? {} : { entropy: make(standingOf(view, me)) };
    },
    /** Follows the log: forgets nonces that are spent, and makes the first commitment when there is none. */
    settle(view: CampaignView | null, me: MemberId | null, post: (frame: ActingFrame) => void): void {
      if (view === null || me === null) return;
      const standing = standingOf(view, me);
      const next = settled(kept, standing);
      if (next !== kept) {
        kept = next;
        saveNonces(keep, campaignId, kept);
      }
      const member = view.public.members[me];
      if (
        begun ||
        standing !== null ||
        member === undefined ||
        member.creatureId === null ||
        view.public.dice.epoch === 0
      )
        return;
      begun = true;
      post({
        t: "client.table",
        id: crypto.randomUUID() as ActionId,
        command: { type: "commit_entropy", entropy: make(null) },
      });
    },
  };
}

function carriesShare(frame: ActingFrame): boolean {
  if (frame.t === "client.player_action") return frame.act.entropy !== undefined;
  if (frame.t === "client.roll") return frame.roll.entropy !== undefined;
  return frame.t === "client.table" && frame.command.type === "commit_entropy";
}
