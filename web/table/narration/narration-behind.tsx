import { createMemo, For, lazy, Show, Suspense } from "solid-js";
import type { TurnReceiptPayload } from "../../../workers/contracts/events/machine.ts";
import { moneyText, tokensText } from "../../state/money.ts";
import type { Behind } from "../../state/story-entry.ts";
import { voiceLabel } from "../../state/who-speaks.ts";
import { CLASS_WORDS, CUT_WORDS, TASK_WORDS } from "../dm/dm-words.ts";
import { useCampaign } from "../table-context.tsx";

const GmLedger = lazy(async () => ({ default: (await import("./gm-ledger.tsx")).GmLedger }));

/** The receipt of a turn, and behind it what was proposed, what became of it and what was cut. */
export function NarrationBehind(props: { behind: Behind }) {
  const campaign = useCampaign();
  const receipt = () => props.behind.receipt;
  return (
    <details class="behind">
      <summary>{summaryOf(receipt())}</summary>
      <div class="behind-body">
        <Show when={receipt()}>
          {(bill) => (
            <>
              <Show when={bill().standIn}>{(why) => <p>Another voice stood in: {why()}.</p>}</Show>
              <Bill spent={bill().spent} labels={props.behind.labels} />
              <Verdicts calls={bill().calls} />
            </>
          )}
        </Show>
        <Cuts behind={props.behind} />
        <Show when={campaign.behindScreen() && props.behind.calls.length > 0}>
          <Suspense>
            <GmLedger calls={props.behind.calls} />
          </Suspense>
        </Show>
      </div>
    </details>
  );
}

type Spent = TurnReceiptPayload["spent"];

function summaryOf(receipt: TurnReceiptPayload | null): string {
  if (receipt === null) return "What was proposed";
  if (receipt.spent.length === 0) return "No model was asked";
  const tokens = receipt.spent.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
  const cost = receipt.spent.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  const estimate = receipt.spent.every(({ priceKnown }) => priceKnown) ? "" : " (price is our estimate)";
  return `${tokensText(tokens)}, ${moneyText(cost)}${estimate}`;
}

function Bill(props: { spent: Spent; labels: Behind["labels"] }) {
  const campaign = useCampaign();
  const label = (voice: string) => voiceLabel(voice, props.labels, campaign.store.view?.public.voice ?? null);
  return (
    <Show when={props.spent.length > 0}>
      <ul aria-label="What it cost">
        <For each={props.spent}>
          {(line) => (
            <li>
              {TASK_WORDS[line.task]}: {tokensText(line.inputTokens)} read, {tokensText(line.outputTokens)} written,{" "}
              {moneyText(line.costMicroUsd)} <span class="text-faint">({label(line.voice)})</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

const VERDICTS: Record<TurnReceiptPayload["calls"][number]["verdict"], string> = {
  done: "done",
  edited: "edited by the GM",
  refused: "refused by the rules",
  denied: "denied by the GM",
};

function Verdicts(props: { calls: TurnReceiptPayload["calls"] }) {
  return (
    <Show when={props.calls.length > 0}>
      <ul aria-label="What it proposed">
        <For each={props.calls}>
          {(call) => (
            <li>
              {CLASS_WORDS[call.class].label}: {VERDICTS[call.verdict]}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** What was cut: its kind for everybody, its words for those behind the screen. */
function Cuts(props: { behind: Behind }) {
  const campaign = useCampaign();
  const cuts = createMemo(() => {
    const { cuts: seen, receipt } = props.behind;
    return campaign.behindScreen() && seen.length > 0
      ? seen
      : (receipt?.cuts ?? []).map((rule) => ({ rule, text: "" }));
  });
  return (
    <>
      <Show when={props.behind.leak && campaign.behindScreen()}>
        <p>A first wording gave a secret away; nobody has seen it.</p>
      </Show>
      <Show when={cuts().length > 0}>
        <ul aria-label="What was cut">
          <For each={cuts()}>
            {(cut) => (
              <li>
                Cut: {CUT_WORDS[cut.rule]}
                <Show when={cut.text !== ""}>
                  <span class="block text-faint">{cut.text}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
