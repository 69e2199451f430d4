import { createSignal, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/field.tsx";
import { toast } from "../../parts/toast.tsx";
import type { TableDialog } from "../dialog-desk.ts";
import { Prose } from "../prose.tsx";
import { useTable } from "../table-context.tsx";
import { READ_OUT_MAX } from "./read-out.ts";
import "./reader.css";

interface ReadOutProps extends Omit<Extract<TableDialog, { kind: "read-out" }>, "kind"> {
  onClose: () => void;
}

/** What will stand in the story, word for word, before it does. The file itself stays as closed as it was. */
export function ReadOutDialog(props: ReadOutProps) {
  const { campaign, dialogs } = useTable();
  const [text, setText] = createSignal(props.passage ?? props.text);
  const read = () => {
    campaign.gm({ type: "gm_narrate", text: text().trim() });
    toast({ title: "It stands in the story, for everybody at the table.", tone: "good" });
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Read this page to the table"
      description="Exactly these words go into the story. Take out what they must not hear. The file is not opened to anybody."
      wide
      footer={
        <>
          <Button onClick={() => dialogs.open(props.back)}>Back to the page</Button>
          <Button tone="primary" icon="scroll" disabled={text().trim() === ""} onClick={read}>
            Read it to the table
          </Button>
        </>
      }
    >
      <div class="read-out">
        <Show when={props.passage !== null && props.passage !== props.text}>
          <div class="read-out-which">
            <Button size="small" aria-pressed={text() === props.passage} onClick={() => setText(props.passage ?? "")}>
              Only the passage
            </Button>
            <Button size="small" aria-pressed={text() === props.text} onClick={() => setText(props.text)}>
              The whole page
            </Button>
          </div>
        </Show>
        <TextArea
          label="Words"
          hint={`At most ${READ_OUT_MAX.toLocaleString("en-GB")} letters. A line that begins with > is a quotation.`}
          rows={7}
          maxlength={READ_OUT_MAX}
          value={text()}
          onInput={(ev) => setText(ev.currentTarget.value)}
        />
        <section aria-label="As the table will read it" class="read-out-seen">
          <p class="eyebrow">As the table will read it</p>
          <Prose text={text()} />
        </section>
      </div>
    </Dialog>
  );
}
