import { createMemo, createResource, For, Show } from "solid-js";
import type { PromptPart, PromptRecord } from "../../../workers/contracts/dm.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { api } from "../../state/api-client.ts";
import { tokensText } from "../../state/money.ts";
import { wordsFor } from "../../state/result.ts";
import type { Behind, StoryEntry } from "../../state/story-entry.ts";
import { voiceLabel } from "../../state/who-speaks.ts";
import { TASK_WORDS } from "../dm/dm-words.ts";
import { useCampaign } from "../table-context.tsx";
import { NarrationBehind } from "./narration-behind.tsx";
import { partWords } from "./part-words.ts";

/** What a model was given before it answered, part by part, and what came of it. */
export function SawDialog(props: { turnId: string; onClose: () => void }) {
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
        <Show when={prompts()}>{(list) => <Prompts list={list()} turnId={props.turnId} />}</Show>
      </Show>
    </Dialog>
  );
}

function Prompts(props: { list: readonly PromptRecord[]; turnId: string }) {
  const campaign = useCampaign();
  const behind = createMemo(() => behindOf(campaign.store.story, props.turnId));
  const asked = () => props.list.length > 0 || (behind()?.receipt?.spent.length ?? 0) > 0;
  return (
    <Show when={asked()} fallback={<p class="text-soft">No model was asked.</p>}>
      <For each={props.list} fallback={<p class="text-soft">What was sent is not kept any more.</p>}>
        {(prompt, at) => <Prompt prompt={prompt} title={titleOf(props.list, at())} labels={behind()?.labels ?? {}} />}
      </For>
      <Show when={behind()}>{(found) => <NarrationBehind behind={found()} />}</Show>
    </Show>
  );
}

/** What was asked for; and of each further time for the same, why. */
function titleOf(list: readonly PromptRecord[], at: number): string {
  const prompt = list[at];
  if (prompt === undefined) return "";
  const { task, round } = prompt;
  const before = list.slice(0, at).filter((each) => each.task === task);
  const words = TASK_WORDS[task];
  if (before.length === 0 && round === 1) return words;
  if (before.some((each) => each.round === round)) return `${words}: asked once more (round ${round})`;
  if (task !== "director") return `${words}: asked again (round ${round})`;
  return `${words}: asked again after what came of the ${round === 2 ? "first" : "one before"} (round ${round})`;
}

function Prompt(props: { prompt: PromptRecord; title: string; labels: Behind["labels"] }) {
  const campaign = useCampaign();
  const tokens = () => props.prompt.parts.reduce((sum, part) => sum + part.tokens, 0);
  const voice = () => voiceLabel(props.prompt.voice, props.labels, campaign.store.view?.public.voice ?? null);
  const hidden = () => props.prompt.answer === null && props.prompt.parts.every(({ text }) => text === null);
  return (
    <section class="saw" aria-label={props.title}>
      <h3 class="title title-sm">{props.title}</h3>
      <p class="text-sm text-faint">
        {voice()}, {tokensText(tokens())}
        {hidden() ? ", behind the screen." : ""}
      </p>
      <Show when={!hidden()}>
        <For each={props.prompt.parts}>{(part) => <Part part={part} />}</For>
        <details class="saw-part">
          <summary>
            <span class="saw-name">What came back</span>
          </summary>
          <Show when={props.prompt.answer} fallback={<p class="text-faint">Behind the screen, or nothing came.</p>}>
            {(text) => <pre class="saw-text">{text()}</pre>}
          </Show>
        </details>
      </Show>
    </section>
  );
}

function Part(props: { part: PromptPart }) {
  return (
    <details class="saw-part">
      <summary>
        <span class="saw-name">{partWords(props.part.name)}</span>
        <span class="numeral saw-size text-faint">
          {tokensText(props.part.tokens)}
          <Show when={props.part.droppedTokens > 0}>, {props.part.droppedTokens.toLocaleString("en")} left out</Show>
        </span>
      </summary>
      <Show when={props.part.text} fallback={<p class="text-faint">Behind the screen.</p>}>
        {(text) => <pre class="saw-text">{text()}</pre>}
      </Show>
    </details>
  );
}

/** Calls and verdicts of the turn, as the story knows them. */
function behindOf(story: readonly StoryEntry[], turnId: string): Behind | null {
  for (const entry of story) {
    const wording = entry.kind === "narration" ? entry.wordings.find((each) => each.turnId === turnId) : null;
    if (wording?.behind != null) return wording.behind;
  }
  return null;
}
