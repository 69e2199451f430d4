import { createMemo, createSignal, Show } from "solid-js";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { ReasonField } from "./reason-field.tsx";
import { useCampaign } from "./table-context.tsx";

/** Taking a turn back, and ruling over what a die said. */
export function GmTurns() {
  const campaign = useCampaign();
  const [reason, setReason] = createSignal("");
  const lane = () => campaign.store.view?.public;
  const last = createMemo(() => lane()?.answered.findLast(({ undone }) => !undone) ?? null);
  return (
    <section class="gm-part" aria-labelledby="gm-turns">
      <h3 id="gm-turns" class="eyebrow">
        Mend what happened
      </h3>
      <ReasonField value={reason()} onInput={setReason} />
      <div class="gm-row">
        <Button
          icon="undo"
          disabled={last() === null || reason().trim() === "" || lane()?.turn != null}
          onClick={() => {
            const turn = last();
            if (turn === null) return;
            campaign.gm({ type: "gm_undo_turn", turnId: turn.turnId, reason: reason().trim() });
            setReason("");
          }}
        >
          Undo the last turn
        </Button>
      </div>
      <Override reason={reason()} onDone={() => setReason("")} />
    </section>
  );
}

function Override(props: { reason: string; onDone: () => void }) {
  const campaign = useCampaign();
  const [about, setAbout] = createSignal("");
  const [ruling, setRuling] = createSignal("");
  const rolls = createMemo(() =>
    campaign.store.story
      .flatMap((entry) => (entry.kind === "rolls" ? entry.rolls : []))
      .filter((card) => card.resolvedSeq !== null)
      .slice(-12)
      .toReversed(),
  );
  const chosen = () => about() || String(rolls()[0]?.resolvedSeq ?? "");
  return (
    <Show when={rolls().length > 0}>
      <SelectField
        label="Rule over a roll"
        value={chosen()}
        options={rolls().map((card) => ({
          value: String(card.resolvedSeq),
          label: `${card.who}: ${card.label} (${card.result?.total ?? ""})`,
        }))}
        onChange={(ev) => setAbout(ev.currentTarget.value)}
      />
      <TextField label="Ruling" maxlength={600} value={ruling()} onInput={(ev) => setRuling(ev.currentTarget.value)} />
      <Button
        icon="crown"
        disabled={ruling().trim() === "" || props.reason.trim() === "" || chosen() === ""}
        onClick={() => {
          campaign.gm({
            type: "gm_override",
            about: Number(chosen()),
            ruling: ruling().trim(),
            reason: props.reason.trim(),
          });
          setRuling("");
          props.onDone();
        }}
      >
        Rule
      </Button>
    </Show>
  );
}
