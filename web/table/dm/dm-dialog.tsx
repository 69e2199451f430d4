import { createMemo, createSignal, Show } from "solid-js";
import type { CommandOf } from "../../../workers/contracts/commands.ts";
import type { DmSettings } from "../../../workers/contracts/dm.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextArea } from "../../parts/field.tsx";
import { useCampaign } from "../table-context.tsx";
import { AtThisTable } from "./at-this-table.tsx";
import { BoundariesField } from "./boundaries-field.tsx";
import { createBoundaryChanges } from "./boundary-changes.ts";
import { LANGUAGES, LENGTHS, RATINGS, TONES } from "./dm-words.ts";
import { PurseFields } from "./purse-fields.tsx";

/** How the DM runs this table: to be changed by those who may, to be read by everybody. */
export function DmDialog(props: { onClose: () => void }) {
  const campaign = useCampaign();
  return (
    <Show when={campaign.store.view?.public.dm}>
      {(dm) => (
        <Show when={campaign.mayRun()} fallback={<AtThisTable dm={dm()} onClose={props.onClose} />}>
          <DmForm dm={dm()} onClose={props.onClose} />
        </Show>
      )}
    </Show>
  );
}

type Change = CommandOf<"gm_dm_settings">["settings"];

/** Only what was changed is sent: two people may change different things at once. */
function DmForm(props: { dm: DmSettings; onClose: () => void }) {
  const campaign = useCampaign();
  const [changed, setChanged] = createSignal<Change>({});
  const [faulty, setFaulty] = createSignal(false);
  const settings = createMemo((): DmSettings => ({ ...props.dm, ...changed() }));
  const change = (more: Change) => setChanged({ ...changed(), ...more });
  const boundaries = createBoundaryChanges(() => props.dm.boundaries);
  const save = () => {
    if (Object.keys(changed()).length > 0) campaign.gm({ type: "gm_dm_settings", settings: changed() });
    const list = boundaries.toSend();
    if (list !== null) campaign.gm({ type: "gm_boundaries", ...list });
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="The DM"
      description="How the machine runs this table. Everybody at it can read this."
      wide
      footer={
        <>
          <Button onClick={() => props.onClose()}>Leave as it was</Button>
          <Button tone="primary" disabled={faulty() || boundaries.fault() !== ""} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div class="dm-form">
        <Manner settings={settings()} onChange={change} />
        <BoundariesField changes={boundaries} />
        <Show when={campaign.me()?.role === "owner"}>
          <PurseFields settings={settings()} onChange={change} onFault={setFaulty} />
        </Show>
      </div>
    </Dialog>
  );
}

function Manner(props: { settings: DmSettings; onChange: (more: Change) => void }) {
  const languages = () =>
    LANGUAGES.some(({ value }) => value === props.settings.language)
      ? LANGUAGES
      : [...LANGUAGES, { value: props.settings.language, label: props.settings.language }];
  return (
    <section class="dm-part" aria-labelledby="dm-manner">
      <h3 id="dm-manner" class="eyebrow">
        How it tells
      </h3>
      <div class="dm-pair">
        <SelectField
          label="Tone"
          value={props.settings.tone}
          options={TONES}
          onChange={(ev) => props.onChange({ tone: ev.currentTarget.value as DmSettings["tone"] })}
        />
        <SelectField
          label="Length"
          value={props.settings.length}
          options={LENGTHS}
          onChange={(ev) => props.onChange({ length: ev.currentTarget.value as DmSettings["length"] })}
        />
        <SelectField
          label="Language"
          value={props.settings.language}
          options={languages()}
          onChange={(ev) => props.onChange({ language: ev.currentTarget.value })}
        />
        <SelectField
          label="Rating"
          value={props.settings.rating}
          options={RATINGS}
          onChange={(ev) => props.onChange({ rating: ev.currentTarget.value as DmSettings["rating"] })}
        />
      </div>
      <TextArea
        label="House rules"
        hint="What this table does differently. The DM reads it before every answer."
        maxlength={2_000}
        value={props.settings.houseRules}
        onInput={(ev) => props.onChange({ houseRules: ev.currentTarget.value })}
      />
    </section>
  );
}
