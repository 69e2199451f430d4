import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { ReviewCard as Card } from "../../../workers/contracts/dm.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { CLASS_WORDS } from "../dm/dm-words.ts";
import { CallForm } from "./call-form.tsx";
import type { CallNames } from "./call-names.ts";
import { callWords } from "./call-words.ts";
import type { Judging } from "./judging.ts";
import { refusalWords } from "./refusal-words.ts";

const VERDICTS: Record<Exclude<Card["verdict"], "waiting">, string> = {
  approved: "Approved",
  edited: "Approved as edited",
  denied: "Denied",
};

/** A proposed call as a person reads it before it happens, and the word they give on it. */
export function ReviewCard(props: { card: Card; judging: Judging; names: CallNames }) {
  const [doing, setDoing] = createSignal<"judging" | "denying" | "editing">("judging");
  const what = () => callWords(props.card.tool, props.card.args, props.names);
  return (
    <li class="review-card" data-verdict={props.card.verdict} aria-label={what()}>
      <p class="eyebrow">{CLASS_WORDS[props.card.class].label}</p>
      <p class="review-what">{what()}</p>
      <Show when={props.card.why}>{(why) => <p class="text-sm text-soft">Why: {why()}</p>}</Show>
      <Show when={props.card.dice.length > 0}>
        <ul class="review-dice" aria-label="Dice it would roll">
          <For each={props.card.dice}>
            {(die) => (
              <li>
                <Icon name="die" size={15} />
                <span>
                  {die.label}: <span class="numeral">{die.expression}</span>
                  {die.dc === null ? "" : ` against ${die.dc}`}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.card.refusal}>
        {(slug) => (
          <p class="review-refusal">
            <Icon name="warning" size={15} /> As things stand the rules would refuse it: {refusalWords(slug())}
          </p>
        )}
      </Show>
      <Switch>
        <Match when={props.card.verdict !== "waiting" && props.card.verdict}>
          {(verdict) => <p class="review-verdict">{VERDICTS[verdict()]}</p>}
        </Match>
        <Match when={doing() === "editing"}>
          <CallForm
            tool={props.card.tool}
            args={props.card.args}
            names={props.names}
            onCancel={() => setDoing("judging")}
            onSend={(args) => props.judging.edit(props.card, args)}
          />
        </Match>
        <Match when={doing() === "denying"}>
          <DenyForm onCancel={() => setDoing("judging")} onDeny={(why) => props.judging.deny(props.card, why)} />
        </Match>
        <Match when={true}>
          <Verdicts card={props.card} judging={props.judging} onDeny={setDoing} />
        </Match>
      </Switch>
    </li>
  );
}

function Verdicts(props: { card: Card; judging: Judging; onDeny: (doing: "denying" | "editing") => void }) {
  return (
    <div class="gm-row">
      <Button
        size="small"
        tone="primary"
        icon="check"
        data-approve=""
        onClick={() => props.judging.approve(props.card)}
      >
        Approve
      </Button>
      <Button size="small" icon="close" onClick={() => props.onDeny("denying")}>
        Deny
      </Button>
      <Show when={Object.keys(props.card.args).length > 0}>
        <Button size="small" icon="edit" onClick={() => props.onDeny("editing")}>
          Edit
        </Button>
      </Show>
      <Button size="small" tone="quiet" onClick={() => props.judging.trust(props.card.class)}>
        Always approve this kind
      </Button>
    </div>
  );
}

function DenyForm(props: { onCancel: () => void; onDeny: (reason: string) => void }) {
  const [reason, setReason] = createSignal("");
  return (
    <form
      class="call-form"
      aria-label="Deny the call"
      onSubmit={(ev) => {
        ev.preventDefault();
        props.onDeny(reason().trim());
      }}
    >
      <TextField
        label="Reason"
        hint="The machine hears it and looks for another way. You may leave it empty."
        maxlength={300}
        value={reason()}
        onInput={(ev) => setReason(ev.currentTarget.value)}
      />
      <div class="gm-row">
        <Button type="submit" tone="danger" size="small">
          Deny it
        </Button>
        <Button size="small" onClick={() => props.onCancel()}>
          Never mind
        </Button>
      </div>
    </form>
  );
}
