import { useNavigate } from "@solidjs/router";
import { createMemo, createResource, createSignal, For, Show } from "solid-js";
import type { AdventureCard } from "../../workers/contracts/http.ts";
import type { Ruleset } from "../../workers/contracts/rules.ts";
import { SceneArt } from "../art/scene-art.tsx";
import { Ember } from "../parts/ember.tsx";
import { Pill } from "../parts/pill.tsx";
import { api } from "../state/api-client.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { forget, loadMe, me, signedIn } from "../state/session.ts";
import { NameForm } from "./name-form.tsx";
import { Trouble } from "./trouble.tsx";
import "./start.css";

const RULES: Record<Ruleset, string> = { d20: "Twenty-sided", embers: "Embers" };

/** Choose what to play, give a name, and the table stands. One adventure is chosen already. */
export function Start() {
  const [adventures, { refetch }] = createResource(() => api.adventures());
  void loadMe();
  return (
    <div class="start">
      <h1 class="title text-3xl">Start a table</h1>
      <p class="mt-2 text-soft">You get a link for your friends. You can play alone too, and they can come in later.</p>
      <Show when={adventures()} fallback={<Ember class="mt-10" text="Fetching the adventures…" />}>
        {(answer) => (
          <Show
            when={cardsOf(answer()).length > 0}
            fallback={<Trouble answer={answer()} onRetry={() => void refetch()} />}
          >
            <Choose cards={cardsOf(answer())} />
          </Show>
        )}
      </Show>
    </div>
  );
}

const cardsOf = (answer: Result<readonly AdventureCard[]>) => (answer.ok ? answer.value : []);

function Choose(props: { cards: readonly AdventureCard[] }) {
  const navigate = useNavigate();
  const [chosenId, setChosenId] = createSignal<string | null>(null);
  const [wantedRules, setRules] = createSignal<Ruleset | null>(null);
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const chosen = createMemo(() => props.cards.find(({ id }) => id === chosenId()) ?? props.cards[0]);
  const rules = () => chosen()?.rulesets.find((each) => each === wantedRules()) ?? chosen()?.rulesets[0];
  // One key for one press: a request that is repeated because the answer was lost makes one table.
  let key = crypto.randomUUID();

  const begin = async (name: string) => {
    const adventure = chosen();
    if (adventure === undefined || busy()) return;
    setBusy(true);
    const who = me() ? {} : { name };
    const answer = await api.startCampaign({ adventureId: adventure.id, ruleset: rules(), ...who }, key);
    setBusy(false);
    if (!answer.ok) {
      key = crypto.randomUUID();
      if (answer.problem.status === 401) forget();
      setFault(wordsFor(answer.problem));
      return;
    }
    signedIn(answer.value.me);
    navigate(`/t/${answer.value.campaign.id}`);
  };
  return (
    <div class="start-form">
      <fieldset class="start-cards">
        <legend class="sr-only">Adventure</legend>
        <For each={props.cards}>
          {(card) => (
            <AdventureChoice card={card} chosen={card.id === chosen()?.id} onChoose={() => setChosenId(card.id)} />
          )}
        </For>
      </fieldset>
      <div class="start-foot card">
        <Show when={(chosen()?.rulesets.length ?? 0) > 1}>
          <RulesChoice rulesets={chosen()?.rulesets ?? []} value={rules()} onChoose={setRules} />
        </Show>
        <NameForm
          verb="Start the table"
          icon="flame"
          hint="What the others call you. Your character comes next."
          fault={fault()}
          busy={busy()}
          onName={begin}
        />
      </div>
    </div>
  );
}

function RulesChoice(props: {
  rulesets: readonly Ruleset[];
  value: Ruleset | undefined;
  onChoose: (rules: Ruleset) => void;
}) {
  return (
    <fieldset class="start-rules">
      <legend class="field-label">Rules</legend>
      <For each={props.rulesets}>
        {(rules) => (
          <label class="chip-choice">
            <input type="radio" name="ruleset" checked={props.value === rules} onChange={() => props.onChoose(rules)} />
            <span>{RULES[rules]}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}

function AdventureChoice(props: { card: AdventureCard; chosen: boolean; onChoose: () => void }) {
  const players = () => {
    const { min, max } = props.card.players;
    return min === max ? `${min}` : `${min} to ${max}`;
  };
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
          <Pill icon="hourglass">
            {props.card.minutes.min} to {props.card.minutes.max} minutes
          </Pill>
          <Pill icon="people">{players()} players</Pill>
          <For each={props.card.tone.words.slice(0, 3)}>{(word) => <Pill tone="ember">{word}</Pill>}</For>
        </span>
      </span>
    </label>
  );
}
