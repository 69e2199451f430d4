import { createMemo, createSignal } from "solid-js";
import type { CardView, EntityId } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/field.tsx";
import { useCampaign } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";

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
  const into = () => chosen() ?? others()[0]?.id ?? null;
  const merge = () => {
    const target = into();
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
      description="What is remembered about both stands on the other card from here on, and this one goes."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Leave them apart</Button>
          <Button tone="primary" disabled={into() === null} onClick={merge}>
            Make them one
          </Button>
        </>
      }
    >
      <SelectField
        label="The card that stays"
        value={into() ?? ""}
        options={others().map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ev) => setChosen(ev.currentTarget.value)}
      />
    </Dialog>
  );
}
