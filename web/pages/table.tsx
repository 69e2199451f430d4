import { useParams } from "@solidjs/router";
import { Show } from "solid-js";
import type { CampaignId } from "../../workers/contracts/ids.ts";
import { toast } from "../parts/toast.tsx";
import { createCampaign } from "../state/campaign.ts";
import { wordsFor } from "../state/result.ts";
import { createComposerDesk } from "../table/composer-desk.ts";
import { createDialogDesk } from "../table/dialog-desk.ts";
import { createStoryDesk } from "../table/story-desk.ts";
import { TableProvider } from "../table/table-context.tsx";
import { TableScreen } from "../table/table-screen.tsx";
import "../table/table.css";
import "../table/story.css";
import "../table/story-foot.css";
import "../table/sheet.css";
import "../table/gm.css";
import "../table/panels.css";
import "../table/machine.css";
import "../table/review.css";
import "../table/library/sources.css";

/** A table, whole: connected as long as the page is open, taken apart when it is left. */
export function Table() {
  const params = useParams();
  return (
    <Show when={params.campaignId} keyed>
      {(id) => <OneTable campaignId={id as CampaignId} />}
    </Show>
  );
}

function OneTable(props: { campaignId: CampaignId }) {
  const campaign = createCampaign(props.campaignId, (problem) =>
    toast({ title: wordsFor(problem), tone: "bad", detail: problem.alternatives?.join(", ") }),
  );
  const dialogs = createDialogDesk();
  const composer = createComposerDesk(campaign, (words) => dialogs.open({ kind: "stop", words }));
  return (
    <TableProvider table={{ campaign, composer, dialogs, story: createStoryDesk() }}>
      <TableScreen />
    </TableProvider>
  );
}
