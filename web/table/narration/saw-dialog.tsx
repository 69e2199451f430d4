import { createMemo, createResource, For, Show } from "solid-js";
import type { PromptRecord } from "../../../workers/contracts/dm.ts";
import type { TurnId } from "../../../workers/contracts/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { api } from "../../state/api-client.ts";
import { tokensText } from "../../state/money.ts";
import { wordsFor } from "../../state/result.ts";
import { TASK_WORDS } from "../dm/dm-words.ts";
import { useCampaign } from "../table-context.tsx";
import { NarrationBehind } from "./narration-behind.tsx";

/** What a model was given before it answered, part by part, and what came of it. */
export function SawDialog(props: { turnId: TurnId; onClose: () => void }) {
  const campaign = useCampaign();
  const [saw, { refetch }] = createResource(
    () => props.turnId,
    (turnId) => api.dmSaw(campaign.id, turnId),
  );
  const prompts = () => {
    const answer = saw.loading ? undefined : saw();
    return answer?.ok ? answer.value.prompts : null;
  };
  const trouble = () => {
    const answer = saw.loading ? undefined : saw();
    return answer === undefined || answer.ok ? null : wordsFor(answer.problem);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="What the DM saw"
      description="Everything that was sent before this was told. What is secret is only for those behind the screen."
      wide
    >
      <Show when={!saw.loading} fallback={<Ember text="Looking it up…" />}>
        <Show when={trouble()}>
          {(words) => (
            <div class="grid gap-3" role="alert">
              <p>{words()}</p>
              <Button icon="retry" onClick={() => void refetch()}>
                Try again
              </Button>
            </div>
          )}
        </Show>
        <Show when={prompts()}>
          {(list) => (
            <For each={list()} fallback={<p class="text-soft">No model was asked. Rules and a grammar told this.</p>}>
              {(prompt) => <Prompt prompt={prompt} />}
            </For>
          )}
        </Show>
      </Show>
      <CallsOf turnId={props.turnId} />
    </Dialog>
  );
}

function Prompt(props: { prompt: PromptRecord }) {
  const tokens = () => props.prompt.parts.reduce((sum, part) => sum + part.tokens, 0);
  const title = () =>
    `${TASK_WORDS[props.prompt.task]}${props.prompt.round > 1 ? `, round ${props.prompt.round}` : ""}`;
  return (
    <section class="saw" aria-label={title()}>
      <h3 class="title title-sm">{title()}</h3>
      <p class="text-sm text-faint">
        {props.prompt.voice}, {tokensText(tokens())}
      </p>
      <For each={props.prompt.parts}>
        {(part) => (
          <details class="saw-part">
            <summary>
              <span class="saw-name">{part.name}</span>
              <span class="numeral saw-size text-faint">
                {tokensText(part.tokens)}
                <Show when={part.droppedTokens > 0}>, {part.droppedTokens.toLocaleString("en")} left out</Show>
              </span>
            </summary>
            <Show when={part.text} fallback={<p class="text-faint">Behind the screen.</p>}>
              {(text) => <pre class="saw-text">{text()}</pre>}
            </Show>
          </details>
        )}
      </For>
      <details class="saw-part">
        <summary>
          <span class="saw-name">What came back</span>
        </summary>
        <Show when={props.prompt.answer} fallback={<p class="text-faint">Behind the screen, or nothing came.</p>}>
          {(text) => <pre class="saw-text">{text()}</pre>}
        </Show>
      </details>
    </section>
  );
}

/** Calls and verdicts of the turn, as the story knows them. */
function CallsOf(props: { turnId: TurnId }) {
  const campaign = useCampaign();
  const behind = createMemo(() => {
    for (const entry of campaign.store.story) {
      const wording = entry.kind === "narration" ? entry.wordings.find(({ turnId }) => turnId === props.turnId) : null;
      if (wording?.behind != null) return wording.behind;
    }
    return null;
  });
  return <Show when={behind()}>{(found) => <NarrationBehind behind={found()} />}</Show>;
}
