import { createMemo, createSignal } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import type { EventOf } from "../../workers/contracts/events.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { ReasonField } from "./reason-field.tsx";
import { useCampaign } from "./table-context.tsx";

type Field = EventOf<"state_patch_applied">["payload"]["field"];

const FIELDS: readonly { readonly value: Field; readonly label: string; readonly rules: "d20" | "embers" | "both" }[] =
  [
    { value: "hp", label: "Hit points", rules: "d20" },
    { value: "tempHp", label: "Temporary hit points", rules: "d20" },
    { value: "harm", label: "Harm", rules: "embers" },
    { value: "coinCopper", label: "Coin, in copper", rules: "both" },
    { value: "xp", label: "Experience", rules: "both" },
    { value: "name", label: "Name", rules: "both" },
  ];

/** Corrects one number by hand, with a reason that stands in the log. */
export function GmPatch() {
  const campaign = useCampaign();
  const [who, setWho] = createSignal("");
  const [field, setField] = createSignal<Field | "">("");
  const [value, setValue] = createSignal("");
  const [reason, setReason] = createSignal("");
  const creatures = createMemo(() =>
    Object.values(campaign.store.view?.public.creatures ?? {}).filter(
      ({ kind, ownerId }) => kind !== "hero" || ownerId !== null,
    ),
  );
  const creature = () => creatures().find(({ id }) => id === who()) ?? creatures()[0];
  const fields = () => FIELDS.filter(({ rules }) => rules === "both" || rules === creature()?.sheet.ruleset);
  const chosen = (): Field =>
    fields().some((each) => each.value === field()) ? (field() as Field) : (fields()[0]?.value ?? "name");
  const patch = () => {
    const target = creature();
    if (target === undefined) return;
    const words = value().trim();
    campaign.gm({
      type: "gm_patch",
      creatureId: target.id,
      field: chosen(),
      value: chosen() === "name" ? words : Number(words),
      reason: reason().trim(),
    });
    setValue("");
    setReason("");
  };
  const ready = () =>
    creature() !== undefined &&
    reason().trim() !== "" &&
    value().trim() !== "" &&
    (chosen() === "name" || /^\d+$/.test(value().trim()));
  return (
    <section class="gm-part" aria-labelledby="gm-patch">
      <h3 id="gm-patch" class="eyebrow">
        Correct a number
      </h3>
      <SelectField
        label="Whose"
        value={creature()?.id ?? ""}
        options={creatures().map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ev) => setWho(ev.currentTarget.value)}
      />
      <div class="gm-pair">
        <SelectField
          label="What"
          value={chosen()}
          options={fields()}
          onChange={(ev) => setField(ev.currentTarget.value as Field)}
        />
        <TextField
          label={`New value${creature() === undefined ? "" : `, now ${standing(creature() as Creature, chosen())}`}`}
          inputmode={chosen() === "name" ? "text" : "numeric"}
          maxlength={40}
          value={value()}
          onInput={(ev) => setValue(ev.currentTarget.value)}
        />
      </div>
      <ReasonField value={reason()} onInput={setReason} />
      <Button icon="edit" disabled={!ready()} onClick={patch}>
        Correct it
      </Button>
    </section>
  );
}

function standing({ name, xp, coinCopper, vitals }: Creature, field: Field): string {
  const known: Record<string, string | number> = {
    name,
    xp,
    coinCopper,
    ...(vitals.ruleset === "d20" ? { hp: vitals.hp, tempHp: vitals.tempHp } : { harm: vitals.harm }),
  };
  return String(known[field] ?? "nothing");
}
