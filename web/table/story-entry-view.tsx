import { For, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { SceneArt } from "../art/scene-art.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import type { EntryOf, StoryEntry } from "../state/story-entry.ts";
import { EndingCard } from "./ending-card.tsx";
import { Face } from "./face.tsx";
import { failedWords } from "./failed-words.ts";
import { FactWords } from "./memory/fact-words.tsx";
import { Narration } from "./narration/narration-view.tsx";
import { Prose } from "./prose.tsx";
import { RollCard } from "./roll-card.tsx";
import { useCampaign } from "./table-context.tsx";

// Many evenings go by without either.
const AnswerView = lazy(async () => ({ default: (await import("./library/answer-view.tsx")).AnswerView }));
const HandoutView = lazy(async () => ({ default: (await import("./library/handout-view.tsx")).HandoutView }));

/** One entry of the story, whatever it is. `fresh` is true for what happened while the page was open. */
export function StoryEntryView(props: { entry: StoryEntry; fresh: boolean }) {
  const as = <K extends StoryEntry["kind"]>(kind: K) =>
    props.entry.kind === kind ? (props.entry as EntryOf<K>) : null;
  return (
    <div class="entry" data-kind={props.entry.kind} data-undone={props.entry.undone ? "" : undefined}>
      <Show when={props.entry.undone}>
        <span class={props.entry.kind === "action" ? "entry-undone" : "sr-only"}>Taken back</span>
      </Show>
      <Switch>
        <Match when={as("scene")}>{(entry) => <SceneCard entry={entry()} />}</Match>
        <Match when={as("action")}>
          {(entry) => (
            <Said who={entry().who} creatureId={entry().creatureId} mode={entry().mode} text={entry().text} />
          )}
        </Match>
        <Match when={as("narration")}>{(entry) => <Narration entry={entry()} />}</Match>
        <Match when={as("rolls")}>
          {(entry) => (
            <div class="rolls">
              <For each={entry().rolls}>{(roll) => <RollCard roll={roll} fresh={props.fresh} />}</For>
            </div>
          )}
        </Match>
        <Match when={as("chat")}>{(entry) => <ChatLine entry={entry()} />}</Match>
        <Match when={as("line")}>{(entry) => <LineView entry={entry()} />}</Match>
        <Match when={as("fight")}>
          {(entry) => (
            <div class="fight">
              <Icon name="sword" size={26} />
              <h3 class="title title-sm">{entry().title}</h3>
              <p class="text-soft">{entry().foes.join(", ")}</p>
            </div>
          )}
        </Match>
        <Match when={as("round")}>{(entry) => <p class="story-rule numeral">Round {entry().round}</p>}</Match>
        <Match when={as("secret")}>
          {(entry) => (
            <details class="secret">
              <summary>
                <Icon name="key" size={18} /> A secret comes to light: <b>{entry().title}</b>
              </summary>
              <Prose text={entry().text} />
              <p class="mt-2 text-sm text-faint">
                It was sealed before the first word was spoken; the log proves that it was not changed.
              </p>
            </details>
          )}
        </Match>
        <Match when={as("ending")}>{(entry) => <EndingCard entry={entry()} />}</Match>
        <Match when={as("handout") ?? as("answer")}>{(entry) => <FromFiles entry={entry()} />}</Match>
        <Match when={as("note")}>
          {(entry) => (
            <p class="line line-gm">
              <Icon name="pin" size={16} /> <b>{entry().who}</b> notes
              {entry().about === null ? "" : ` on ${entry().about}`}: {entry().text}
            </p>
          )}
        </Match>
        <Match when={as("failed")}>{(entry) => <FailedTurn entry={entry()} />}</Match>
      </Switch>
    </div>
  );
}

/** What was shown of the library, or answered from it. */
function FromFiles(props: { entry: EntryOf<"handout" | "answer"> }) {
  const handout = () => (props.entry.kind === "handout" ? props.entry : null);
  const answer = () => (props.entry.kind === "answer" ? props.entry : null);
  return (
    <Suspense>
      <Show when={handout()}>{(entry) => <HandoutView entry={entry()} />}</Show>
      <Show when={answer()}>{(entry) => <AnswerView entry={entry()} />}</Show>
    </Suspense>
  );
}

function SceneCard(props: { entry: EntryOf<"scene"> }) {
  return (
    <div class="scene" data-first={props.entry.first ? "" : undefined}>
      <div class="scene-art">
        <SceneArt art={props.entry.scene.look} />
      </div>
      <h2 class="scene-title">{props.entry.scene.title}</h2>
    </div>
  );
}

const VERB: Record<EntryOf<"action">["mode"], string> = { do: "", say: "says", ask: "asks" };

/** What a player did, said or asked, in their own words. */
export function Said(props: { who: string; creatureId: string; mode: EntryOf<"action">["mode"]; text: string }) {
  return (
    <div class="said">
      <Face creatureId={props.creatureId} name={props.who} size={36} />
      <p>
        <b>{props.who}</b> <Show when={VERB[props.mode]}>{(verb) => <span class="text-faint">{verb()}</span>}</Show>{" "}
        <span class={props.mode === "say" ? "said-speech" : undefined}>
          {props.mode === "say" ? `“${props.text.replace(/^["“]|["”]$/g, "")}”` : props.text}
        </span>
      </p>
    </div>
  );
}

const CHANNEL: Record<EntryOf<"chat">["channel"], string> = {
  ic: "",
  ooc: "out of character",
  emote: "",
  whisper: "whispers",
};

function ChatLine(props: { entry: EntryOf<"chat"> }) {
  const emote = () => props.entry.channel === "emote";
  return (
    <div class="chat" data-channel={props.entry.channel}>
      <Show
        when={!emote()}
        fallback={
          <p class="chat-emote">
            {props.entry.who} {props.entry.text}
          </p>
        }
      >
        <p class="chat-who">
          <Icon name={props.entry.channel === "whisper" ? "whisper" : "chat"} size={15} />
          <b>{props.entry.who}</b>
          <span class="text-faint">
            {CHANNEL[props.entry.channel]}
            {props.entry.to.length > 0 ? ` to ${props.entry.to.join(", ")}` : ""}
          </span>
        </p>
        <p class="chat-text">{props.entry.text}</p>
      </Show>
    </div>
  );
}

function LineView(props: { entry: EntryOf<"line"> }) {
  return (
    <p class={`line line-${props.entry.tone}`}>
      <span>
        <Show when={props.entry.tone === "gm"}>
          <Icon name="crown" size={15} />{" "}
        </Show>
        <Show when={props.entry.tone === "dice"}>
          <Icon name="die" size={15} />{" "}
        </Show>
        {props.entry.text}
        <Show when={props.entry.about !== ""}>
          <span class="text-faint"> {props.entry.about}</span>
        </Show>
        <Show when={props.entry.factId}>{(id) => <FactWords id={id()} />}</Show>
      </span>
    </p>
  );
}

function FailedTurn(props: { entry: EntryOf<"failed"> }) {
  const campaign = useCampaign();
  const open = () => props.entry.open && campaign.store.view?.public.failed?.id === props.entry.turnId;
  return (
    <div class="failed" role={open() ? "alert" : undefined}>
      <Icon name="warning" />
      <div>
        <p>{failedWords(props.entry.reason)} Dice that fell and what changed still stand.</p>
        <Show when={open() && props.entry.turnId}>
          {(turnId) => (
            <Button
              class="mt-2"
              size="small"
              icon="retry"
              onClick={() => campaign.table({ type: "retry_turn", turnId: turnId() })}
            >
              Ask again
            </Button>
          )}
        </Show>
      </div>
    </div>
  );
}
