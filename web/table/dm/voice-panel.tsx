import { createResource, type JSX, Show } from "solid-js";
import type { Spending } from "../../../workers/contracts/http.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { api } from "../../state/api-client.ts";
import { moneyText, monthOf } from "../../state/money.ts";
import { machineName, runModeOf, speakerOf } from "../../state/who-speaks.ts";
import { useTable } from "../table-context.tsx";
import { runModeTitle } from "./dm-words.ts";

/** Which voice, who pays, how it is run, and what today has cost. */
export function VoicePanel(props: { onClose: () => void }) {
  const { campaign, dialogs } = useTable();
  const [spending] = createResource(() => api.spending(campaign.id, monthOf(Date.now())));
  const today = () => {
    const answer = spending.loading ? undefined : spending();
    return answer?.ok ? answer.value.today : null;
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Who speaks"
      footer={
        <>
          <Button icon="settings" onClick={() => dialogs.open({ kind: "dm" })}>
            How the DM runs this table
          </Button>
          <ButtonLink icon="bag" href={`/t/${campaign.id}/spending`}>
            Spending
          </ButtonLink>
        </>
      }
    >
      <Show when={campaign.store.view?.public}>
        {(lane) => (
          <dl class="voice-facts">
            <Fact term="Voice">
              {speakerOf(lane()).label}
              <Show when={speakerOf(lane()).model}>
                <span class="field-hint"> A language model: its words are a machine’s.</span>
              </Show>
            </Fact>
            <Fact term="How">
              {runModeTitle(runModeOf(lane()), campaign.mayRun())}
              <Show when={runModeOf(lane()) === "human"}>
                <span class="field-hint"> {machineName(lane())} waits meanwhile.</span>
              </Show>
            </Fact>
            <Show when={speakerOf(lane()).paidBy !== ""}>
              <Fact term="Paid by">{speakerOf(lane()).paidBy}</Fact>
            </Show>
            <Fact term="Today">
              <Show when={today()} fallback={spending.loading ? <Ember text="Counting…" /> : "not known just now"}>
                {(spent) => todayWords(spent())}
              </Show>
            </Fact>
          </dl>
        )}
      </Show>
    </Dialog>
  );
}

function todayWords({ costMicroUsd, capMicroUsd }: Spending["today"]): string {
  const spent = moneyText(costMicroUsd);
  return capMicroUsd === null ? `${spent}, with no cap` : `${spent} of at most ${moneyText(capMicroUsd)}`;
}

function Fact(props: { term: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
