import { createEffect, createMemo, createResource, createSignal, Show } from "solid-js";
import type { CommandOf } from "../../../workers/contracts/commands.ts";
import type { DmSettings } from "../../../workers/contracts/dm.ts";
import type { VoiceCard, VoiceList } from "../../../workers/contracts/http.ts";
import { SelectField, TextField } from "../../parts/field.tsx";
import { api } from "../../state/api-client.ts";
import { dollarsOf, microUsdOf, moneyText } from "../../state/money.ts";
import { ORACLE_LABEL } from "../../state/who-speaks.ts";
import { AT_CAP } from "./dm-words.ts";

type Change = (more: CommandOf<"gm_dm_settings">["settings"]) => void;

/** Which model speaks and what it may cost: for the owner of the table alone. */
export function PurseFields(props: { settings: DmSettings; onChange: Change; onFault: (faulty: boolean) => void }) {
  const [answer] = createResource(() => api.voices());
  const offer = (): VoiceList | null => {
    const value = answer.loading ? undefined : answer();
    return value?.ok ? value.value : null;
  };
  const [dayFault, setDayFault] = createSignal(false);
  const [memberFault, setMemberFault] = createSignal(false);
  createEffect(() => props.onFault(dayFault() || memberFault()));
  return (
    <section class="dm-part" aria-labelledby="dm-purse">
      <h3 id="dm-purse" class="eyebrow">
        Voice and cost
      </h3>
      <VoiceField offer={offer()} voice={props.settings.voice} onChange={props.onChange} />
      <Show when={offer()?.trouble}>{(trouble) => <p class="field-error">{trouble()}</p>}</Show>
      <div class="dm-pair">
        <DollarField
          label="At most a day, in dollars"
          cap={props.settings.dayCapMicroUsd}
          limit={offer()?.caps.campaignDayMicroUsd ?? null}
          onChange={(dayCapMicroUsd) => props.onChange({ dayCapMicroUsd })}
          onFault={setDayFault}
        />
        <DollarField
          label="At most a day for each member"
          cap={props.settings.memberDayCapMicroUsd}
          limit={offer()?.caps.memberDayMicroUsd ?? null}
          onChange={(memberDayCapMicroUsd) => props.onChange({ memberDayCapMicroUsd })}
          onFault={setMemberFault}
        />
      </div>
      <SelectField
        label="When that is used up"
        value={props.settings.atCap}
        options={AT_CAP}
        onChange={(ev) => props.onChange({ atCap: ev.currentTarget.value as DmSettings["atCap"] })}
      />
    </section>
  );
}

function VoiceField(props: { offer: VoiceList | null; voice: DmSettings["voice"]; onChange: Change }) {
  const options = createMemo(() => {
    const offered = (props.offer?.items ?? []).filter(({ id }) => id !== "oracle");
    const missing = props.voice !== null && props.voice !== "oracle" && !offered.some(({ id }) => id === props.voice);
    return [
      {
        value: "",
        label: `What this place offers first${offered[0] === undefined ? `: ${ORACLE_LABEL}` : `: ${offered[0].label}`}`,
      },
      ...offered.map((card) => ({ value: card.id, label: `${card.label}, ${priceWords(card)}` })),
      ...(missing && props.voice !== null ? [{ value: props.voice, label: props.voice }] : []),
      { value: "oracle", label: `${ORACLE_LABEL}, costs nothing` },
    ];
  });
  return (
    <SelectField
      label="Voice"
      value={props.voice ?? ""}
      options={options()}
      onChange={(ev) => props.onChange({ voice: ev.currentTarget.value || null })}
    />
  );
}

function priceWords({ priceIn, priceOut, priceKnown }: VoiceCard): string {
  if (priceIn === 0 && priceOut === 0 && priceKnown) return "costs nothing";
  return `$${priceIn} read and $${priceOut} written per million tokens${priceKnown ? "" : ", our estimate"}`;
}

function DollarField(props: {
  label: string;
  cap: number | null;
  limit: number | null;
  onChange: (cap: number | null) => void;
  onFault: (faulty: boolean) => void;
}) {
  const [typed, setTyped] = createSignal(dollarsOf(props.cap));
  const fault = () => {
    const amount = microUsdOf(typed());
    if (amount === undefined) return "An amount in dollars, like 0.50.";
    return amount !== null && props.limit !== null && amount > props.limit
      ? `At most ${moneyText(props.limit)} here.`
      : "";
  };
  createEffect(() => props.onFault(fault() !== ""));
  return (
    <TextField
      label={props.label}
      hint={props.limit === null ? "Empty: no cap of its own." : `Empty: the limit here, ${moneyText(props.limit)}.`}
      error={fault()}
      inputmode="decimal"
      value={typed()}
      onInput={(ev) => {
        setTyped(ev.currentTarget.value);
        const amount = microUsdOf(typed());
        if (amount !== undefined) props.onChange(amount);
      }}
    />
  );
}
