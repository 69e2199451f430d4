import { createSignal, For } from "solid-js";
import type { CommandOf } from "../../../workers/contracts/commands.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, TextArea } from "../../parts/field.tsx";
import { toast } from "../../parts/toast.tsx";
import { useCampaign } from "../table-context.tsx";

type Why = CommandOf<"report_narration">["why"];
const REASONS: Record<Why, string> = {
  "spoke-for-my-hero": "It spoke or decided for my hero",
  "wrong-facts": "It got the facts wrong",
  "gave-a-secret-away": "It gave a secret away",
  "crossed-a-line": "It crossed a line",
  other: "Something else",
};

/** Tells whoever runs the table that a narration is wanting. Nothing changes until they change it. */
export function ReportDialog(props: { seq: number; onClose: () => void }) {
  const campaign = useCampaign();
  const [why, setWhy] = createSignal<Why | null>(null);
  const [text, setText] = createSignal("");
  const report = () => {
    const reason = why();
    if (reason === null) return;
    campaign.table({ type: "report_narration", of: props.seq, why: reason, text: text().trim() });
    toast({ title: "The GM will see it.", tone: "good" });
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Report this narration"
      description="Whoever runs the table reads it, with your name. To stop play without a name, use the X."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Never mind</Button>
          <Button tone="primary" disabled={why() === null} onClick={report}>
            Report
          </Button>
        </>
      }
    >
      <fieldset class="report-reasons">
        <legend class="sr-only">What is wrong with it</legend>
        <For each={Object.keys(REASONS) as Why[]}>
          {(reason) => (
            <CheckField
              type="radio"
              name="report-why"
              label={REASONS[reason]}
              checked={why() === reason}
              onChange={() => setWhy(reason)}
            />
          )}
        </For>
      </fieldset>
      <TextArea
        label="More about it"
        hint="You need not."
        maxlength={600}
        value={text()}
        onInput={(ev) => setText(ev.currentTarget.value)}
      />
    </Dialog>
  );
}
