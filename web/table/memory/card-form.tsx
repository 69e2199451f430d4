import { createSignal, Show } from "solid-js";
import type { CardView, EntityKind, LoreCard } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { type CardDraft, cardOf, draftOf, isAlias, keptFor, sameNamed } from "../../state/memory-card.ts";
import { KINDS } from "../../state/memory-lists.ts";
import { useCampaign } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";
import { ENTITY_KINDS } from "./memory-words.ts";

/** Writes a card, or writes one anew. Only somebody behind the screen can keep it there. */
export function CardForm(props: { card: CardView | null; onClose: () => void }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const [draft, setDraft] = createSignal<CardDraft>(draftOf(props.card));
  const [hidden, setHidden] = createSignal(
    props.card === null ? campaign.behindScreen() : props.card.audience === "gm",
  );
  const [apart, setApart] = createSignal(false);
  const same = () => (props.card === null ? sameNamed(draft().kind, draft().name, memory.cards()) : undefined);
  /** The card that already has this name as another one. */
  const alsoOf = () => (isAlias(same(), draft().name) ? same() : undefined);
  const isTaken = () => same()?.written === true && !(apart() && alsoOf() !== undefined);
  const save = () => {
    const card: LoreCard = cardOf(draft(), props.card?.id ?? null, memory.cards(), apart());
    const visibility = campaign.behindScreen() && hidden() ? "gm" : "players";
    campaign.table({ type: "write_card", card: keptFor(visibility, card), visibility });
    memory.showCard(card.id);
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.card === null ? "Write a card" : `The card “${props.card.name}”`}
      description="What stands on it is given to the DM when it is spoken of."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Leave it</Button>
          <Button tone="primary" disabled={draft().name.trim() === "" || isTaken()} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div class="memory-fields">
        <CardFields
          draft={draft()}
          isNew={props.card === null}
          isTaken={isTaken()}
          onChange={(more) => setDraft({ ...draft(), ...more })}
        />
        <Show when={alsoOf()}>
          {(other) => (
            <CheckField
              label="A card of its own"
              hint={`Now it is another name of “${other().name}”. With a card of its own the two are parted.`}
              checked={apart()}
              onChange={(ev) => setApart(ev.currentTarget.checked)}
            />
          )}
        </Show>
        <Show
          when={campaign.behindScreen()}
          fallback={<p class="memory-aside">Everybody at the table can read and change it.</p>}
        >
          <CheckField
            label="Only behind the screen"
            hint="Players do not see it until you open it to them."
            checked={hidden()}
            onChange={(ev) => setHidden(ev.currentTarget.checked)}
          />
        </Show>
      </div>
    </Dialog>
  );
}

function CardFields(props: {
  draft: CardDraft;
  isNew: boolean;
  isTaken: boolean;
  onChange: (more: Partial<CardDraft>) => void;
}) {
  return (
    <>
      <Show when={props.isNew}>
        <SelectField
          label="What it is"
          value={props.draft.kind}
          options={KINDS.map((kind) => ({ value: kind, label: ENTITY_KINDS[kind].one }))}
          onChange={(ev) => props.onChange({ kind: ev.currentTarget.value as EntityKind })}
        />
      </Show>
      <TextField
        label="Name"
        maxlength={80}
        value={props.draft.name}
        error={props.isTaken ? "There is a card of that name; open it to change it." : undefined}
        onInput={(ev) => props.onChange({ name: ev.currentTarget.value })}
      />
      <TextField
        label="Other names"
        hint="With commas between them."
        maxlength={300}
        value={props.draft.aliases}
        onInput={(ev) => props.onChange({ aliases: ev.currentTarget.value })}
      />
      <TextArea
        label="What is known"
        rows={6}
        maxlength={2_000}
        value={props.draft.text}
        onInput={(ev) => props.onChange({ text: ev.currentTarget.value })}
      />
      <CheckField
        label="Pin it"
        hint="Always before the DM."
        checked={props.draft.pinned}
        onChange={(ev) => props.onChange({ pinned: ev.currentTarget.checked })}
      />
    </>
  );
}
