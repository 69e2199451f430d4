import { createSignal } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/field.tsx";
import { useCampaign } from "../table-context.tsx";

/** Other words for what was told. The dice and the state stand, and the words of before are kept. */
export function EditDialog(props: { seq: number; text: string; onClose: () => void }) {
  const campaign = useCampaign();
  const [text, setText] = createSignal(props.text);
  const unchanged = () => text().trim() === "" || text().trim() === props.text;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Edit the narration"
      description="Dice and wounds stay as they are. The words of before can be leafed back to."
      wide
      footer={
        <>
          <Button onClick={() => props.onClose()}>Leave it</Button>
          <Button
            tone="primary"
            disabled={unchanged()}
            onClick={() => {
              campaign.gm({ type: "gm_edit_narration", of: props.seq, text: text().trim() });
              props.onClose();
            }}
          >
            Save
          </Button>
        </>
      }
    >
      <TextArea
        label="Words"
        rows={10}
        maxlength={8_000}
        value={text()}
        onInput={(ev) => setText(ev.currentTarget.value)}
      />
    </Dialog>
  );
}
