import { useNavigate } from "@solidjs/router";
import { createEffect, createResource, createSignal, For, Show } from "solid-js";
import type { AdventureCard } from "../../workers/contracts/http.ts";
import type { Ruleset } from "../../workers/contracts/rules.ts";
import { SceneArt } from "../art/scene-art.tsx";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { TextField } from "../parts/field.tsx";
import { Pill } from "../parts/pill.tsx";
import { api } from "../state/api-client.ts";
import { wordsFor } from "../state/result.ts";
import { loadMe, me, setMe } from "../state/session.ts";
import { Trouble } from "./trouble.tsx";
import "./start.css";

const RULES: Record<Ruleset, string> = { d20: "Twenty-sided rules", embers: "Embers, two dice and a trait" };

/** Choose what to play, give a name, and the table stands. One adventure is chosen already. */
export function Start() {
  const navigate = useNavigate();
  const [adventures, { refetch }] = createResource(() => api.adventures());
  const cards = () => {
    const answer = adventures();
    return answer?.ok ? answer.value : [];
  };
  const [chosenId, setChosenId] = createSignal<string | null>(null);
  const chosen = () => cards().find(({ id }) => id === chosenId()) ?? cards()[0];
  const [ruleset, setRuleset] = createSignal<Ruleset | null>(null);
  const [name, setName] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  // One key for one press: a request that is repeated because the answer was lost makes one table.
  let key = crypto.randomUUID();
  void loadMe();
  createEffect(() => {
    const rules = chosen()?.rulesets;
    if (rules !== undefined && !rules.some((each) => each === ruleset())) setRuleset(rules[0] ?? null);
  });

  const begin = async (ev: SubmitEvent) => {
    ev.preventDefault();
    const adventure = chosen();
    if (adventure === undefined || busy()) return;
    setBusy(true);
    const answer = await api.startCampaign(
      {
        adventureId: adventure.id,
        ...(ruleset() === null ? {} : { ruleset: ruleset() as Ruleset }),
        ...(me() ? {} : { name: name().trim() }),
      },
      key,
    );
    setBusy(false);
    if (!answer.ok) {
      key = crypto.randomUUID();
      return setFault(wordsFor(answer.problem));
    }
    setMe(answer.value.me);
    navigate(`/t/${answer.value.campaign.id}`);
  };

  return (
    <div class="start">
      <h1 class="title text-3xl">Start a table</h1>
      <p class="mt-2 text-soft">You get a link for your friends. You can play alone too, and they can come in later.</p>
      <Show when={adventures()} fallback={<Ember class="mt-10" text="Fetching the adventures…" />}>
        {(answer) => (
          <Show when={answer().ok} fallback={<Trouble answer={answer()} onRetry={() => void refetch()} />}>
            <form onSubmit={begin} class="start-form">
              <fieldset class="start-cards">
                <legend class="sr-only">Adventure</legend>
                <For each={cards()}>
                  {(card) => (
                    <AdventureChoice
                      card={card}
                      chosen={card.id === chosen()?.id}
                      onChoose={() => setChosenId(card.id)}
                    />
                  )}
                </For>
              </fieldset>
              <div class="start-foot">
                <Show when={(chosen()?.rulesets.length ?? 0) > 1}>
                  <fieldset class="start-rules">
                    <legend class="field-label">Rules</legend>
                    <For each={chosen()?.rulesets}>
                      {(rules) => (
                        <label class="chip-choice">
                          <input
                            type="radio"
                            name="ruleset"
                            value={rules}
                            checked={ruleset() === rules}
                            onChange={() => setRuleset(rules)}
                          />
                          <span>{RULES[rules]}</span>
                        </label>
                      )}
                    </For>
                  </fieldset>
                </Show>
                <Show when={!me()} fallback={<p class="text-soft">You sit down as {me()?.name}.</p>}>
                  <TextField
                    label="Your name"
                    hint="What the others call you. Your character comes next."
                    autocomplete="nickname"
                    required
                    maxlength={40}
                    value={name()}
                    onInput={(ev) => setName(ev.currentTarget.value)}
                    error={fault() || undefined}
                  />
                </Show>
                <Show when={me() && fault()}>
                  <p class="field-error" role="alert">
                    {fault()}
                  </p>
                </Show>
                <Button type="submit" tone="primary" size="large" icon="flame" busy={busy()}>
                  Start the table
                </Button>
              </div>
            </form>
          </Show>
        )}
      </Show>
    </div>
  );
}

function AdventureChoice(props: { card: AdventureCard; chosen: boolean; onChoose: () => void }) {
  const time = () => `${props.card.minutes.min} to ${props.card.minutes.max} minutes`;
  const players = () =>
    props.card.players.min === props.card.players.max
      ? `${props.card.players.min}`
      : `${props.card.players.min} to ${props.card.players.max}`;
  return (
    <label class="adventure card card-flush" data-chosen={props.chosen ? "" : undefined}>
      <input type="radio" name="adventure" class="sr-only" checked={props.chosen} onChange={() => props.onChoose()} />
      <span class="adventure-art">
        <SceneArt art={props.card.look} />
      </span>
      <span class="adventure-words">
        <span class="title title-sm">{props.card.title}</span>
        <span class="adventure-tagline">{props.card.tagline}</span>
        <span class="adventure-summary">{props.card.summary}</span>
        <span class="adventure-facts">
          <Pill icon="hourglass">{time()}</Pill>
          <Pill icon="people">{players()} players</Pill>
          <For each={props.card.tone.words.slice(0, 3)}>{(word) => <Pill tone="ember">{word}</Pill>}</For>
        </span>
      </span>
    </label>
  );
}
