import { createMemo, createSignal, Show } from "solid-js";
import type { CardView, EntityId } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/field.tsx";
import { useCampaign } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";
import { ENTITY_KINDS } from "./memory-words.ts";

/** Two cards turn out to be about the same: what is remembered about one is about the other from here on. */
export function MergeDialog(props: { card: CardView; onClose: () => void }) {
  const campaign = useCampaign();
  const memory = useMemory();
  const [chosen, setChosen] = createSignal<EntityId | null>(null);
  const others = createMemo(() =>
    memory
      .cards()
      .filter(({ id }) => id !== props.card.id)
      // Of the same kind first: a person is seldom a place.
      .sort(
        (left, right) =>
          Number(right.kind === props.card.kind) - Number(left.kind === props.card.kind) ||
          left.name.localeCompare(right.name),
      ),
  );
  const name = () => `“${props.card.name}”`;
  const merge = () => {
    const target = chosen();
    if (target === null) return;
    campaign.table({ type: "merge_cards", from: props.card.id, into: target });
    memory.showCard(target);
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`${props.card.name} is the same as…`}
      description={`What is written and remembered about both stands on the card you choose, and the card ${name()} goes. Writing a card ${name()} anew parts the two again.`}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Leave them apart</Button>
          <Button tone="primary" disabled={chosen() === null} onClick={merge}>
            Join
          </Button>
        </>
      }
    >
      <SelectField
        label="The card that stays"
        value={chosen() ?? ""}
        options={[
          { value: "", label: "Choose a card", disabled: true },
          ...others().map((other) => ({ value: other.id, label: `${other.name}, ${ENTITY_KINDS[other.kind].one}` })),
        ]}
        onChange={(ev) => setChosen(ev.currentTarget.value)}
      />
      <Show when={!campaign.mayRun()}>
        <p class="memory-aside">
          You can join a card that you alone have written. For any other, ask whoever runs the table.
        </p>
      </Show>
    </Dialog>
  );
}
