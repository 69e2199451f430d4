import type { CommandOf } from "../../../workers/contracts/commands.ts";
import type { ReviewCard, ToolClass } from "../../../workers/contracts/dm.ts";
import { useCampaign } from "../table-context.tsx";

type Verdict = CommandOf<"gm_judge_calls">["verdicts"][number];

/** The calls that wait for a word of whoever sits behind the screen, and the ways to give it. */
export function createJudging() {
  const campaign = useCampaign();
  const review = () => (campaign.behindScreen() ? campaign.live.review : null);
  const waiting = (): readonly ReviewCard[] => (review()?.cards ?? []).filter(({ verdict }) => verdict === "waiting");
  const judge = (verdicts: Verdict[]) => {
    const turnId = review()?.turnId;
    if (turnId !== undefined && verdicts.length > 0) campaign.gm({ type: "gm_judge_calls", turnId, verdicts });
  };
  const approval = ({ callId }: ReviewCard): Verdict => ({ callId, verdict: "approved", reason: "" });
  const policy = () => campaign.store.view?.public.dm.review ?? null;
  return {
    review,
    waiting,
    policy,
    approve: (card: ReviewCard) => judge([approval(card)]),
    approveAll: () => judge(waiting().map(approval)),
    deny: ({ callId }: ReviewCard, reason: string) => judge([{ callId, verdict: "denied", reason }]),
    edit: ({ callId }: ReviewCard, args: Record<string, unknown>) =>
      judge([{ callId, verdict: "edited", args, reason: "" }]),
    /** Calls of this kind no longer wait for anybody. With the last kind gone, nothing is left to review. */
    trust(kind: ToolClass): void {
      const now = policy();
      if (now === null) return;
      judge(waiting().flatMap((card) => (card.class === kind ? [approval(card)] : [])));
      const classes = now.classes.filter((each) => each !== kind);
      campaign.gm({
        type: "gm_dm_settings",
        settings: { review: classes.length === 0 ? null : { ...now, classes } },
      });
    },
  };
}

export type Judging = ReturnType<typeof createJudging>;
