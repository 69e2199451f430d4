import { createSignal, onMount, Show } from "solid-js";
import type { EntityId } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { CheckField, TextArea } from "../../parts/field.tsx";
import { useCampaign } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";

export const FACT_CHARS_MAX = 400;

/** Something a person wants remembered, in their own words. */
export function NoteForm(props: { about: EntityId | null; onClose: () => void }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const [text, setText] = createSignal("");
  const [pinned, setPinned] = createSignal(false);
  const [hidden, setHidden] = createSignal(campaign.behindScreen());
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector("textarea")?.focus());
  const note = (ev: SubmitEvent) => {
    ev.preventDefault();
    if (text().trim() === "") return;
    campaign.table({
      type: "note_fact",
      text: text().trim(),
      about: props.about === null ? [] : [props.about],
      pinned: pinned(),
      visibility: campaign.behindScreen() && hidden() ? "gm" : "players",
    });
    props.onClose();
  };
  const subject = () => (props.about === null ? null : memory.card(props.about)?.name);
  return (
    <form ref={form} class="memory-form" onSubmit={note} onKeyDown={(ev) => ev.key === "Escape" && props.onClose()}>
      <TextArea
        label={subject() ? `A note about ${subject()}` : "A note"}
        hint="One thing to remember. The DM is given it as your words."
        rows={3}
        maxlength={FACT_CHARS_MAX}
        value={text()}
        onInput={(ev) => setText(ev.currentTarget.value)}
      />
      <CheckField
        label="Pin it"
        hint="Always before the DM."
        checked={pinned()}
        onChange={(ev) => setPinned(ev.currentTarget.checked)}
      />
      <Show when={campaign.behindScreen()}>
        <CheckField
          label="Only behind the screen"
          checked={hidden()}
          onChange={(ev) => setHidden(ev.currentTarget.checked)}
        />
      </Show>
      <div class="memory-row">
        <Button type="submit" size="small" tone="primary" disabled={text().trim() === ""}>
          Remember it
        </Button>
        <Button size="small" tone="quiet" onClick={() => props.onClose()}>
          Never mind
        </Button>
      </div>
    </form>
  );
}
