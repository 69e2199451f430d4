import { createMemo, For, Show } from "solid-js";
import type { CommandOf } from "../../workers/contracts/commands.ts";
import { Button } from "../parts/button.tsx";
import type { StoryEntry } from "../state/story-entry.ts";
import { REPORTS } from "../state/story-lines.ts";
import { useTable } from "./table-context.tsx";

/** What people have found wanting, newest first, with the way to mend it. */
export function GmReports() {
  const { campaign, dialogs } = useTable();
  const reports = createMemo(() => (campaign.store.view?.own?.reports ?? []).toReversed());
  const told = (seq: number): StoryEntry | undefined => campaign.store.story.find((entry) => entry.seq === seq);
  const textOf = (seq: number) => {
    const entry = told(seq);
    return entry?.kind === "narration" ? entry.text : "";
  };
  return (
    <Show when={campaign.mayRun() && reports().length > 0}>
      <section class="gm-part" aria-labelledby="gm-reports">
        <h3 id="gm-reports" class="eyebrow">
          Reported
        </h3>
        <ul class="reports">
          <For each={reports()}>
            {(report) => (
              <li>
                <p>
                  <b>{campaign.names.member(report.memberId) ?? "Somebody"}</b>:{" "}
                  {REPORTS[report.why as CommandOf<"report_narration">["why"]] ?? "something else"}
                </p>
                <Show when={report.text !== ""}>
                  <p class="text-soft">{report.text}</p>
                </Show>
                <Show when={textOf(report.of) !== ""}>
                  <p class="report-told">{textOf(report.of)}</p>
                  <Button
                    size="small"
                    icon="edit"
                    onClick={() => dialogs.open({ kind: "edit", seq: report.of, text: textOf(report.of) })}
                  >
                    Edit it
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
