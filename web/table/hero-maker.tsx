import { createResource, createSignal, For, Show, Suspense } from "solid-js";
import type { CharacterDraft } from "../../workers/contracts/creatures.ts";
import type { Ruleset } from "../../workers/contracts/rules.ts";
import { Portrait } from "../art/portrait.tsx";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { SelectField, TextArea, TextField } from "../parts/field.tsx";
import { api } from "../state/api-client.ts";
import {
  draftOf,
  type HeroChoices,
  inventHero,
  inventName,
  lookOf,
  type Making,
  reasonFor,
} from "../state/hero-draft.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { FaceChoices } from "./face-choices.tsx";

/** A character in a minute: everything is chosen already, and everything can be changed. */
export function HeroMaker(props: Omit<MakerProps, "making">) {
  const [making, { refetch }] = createResource(() => api.making());
  return (
    <Suspense fallback={<Ember text="Sharpening the pencils…" />}>
      <Show when={making()}>
        {(answer) => (
          <Show when={madeOf(answer())} fallback={<NoMaking answer={answer()} onRetry={() => void refetch()} />}>
            {(known) => <Maker {...props} making={known()} />}
          </Show>
        )}
      </Show>
    </Suspense>
  );
}

const madeOf = (answer: Result<Making>) => (answer.ok ? answer.value : null);

function NoMaking(props: { answer: Result<Making>; onRetry: () => void }) {
  return (
    <div class="grid gap-3">
      <p role="alert">{props.answer.ok ? "" : wordsFor(props.answer.problem)}</p>
      <Button icon="retry" onClick={() => props.onRetry()}>
        Try again
      </Button>
    </div>
  );
}

interface MakerProps {
  making: Making;
  ruleset: Ruleset;
  verb: string;
  busy: boolean;
  onMade: (draft: CharacterDraft) => void;
}

function Maker(props: MakerProps) {
  const [hero, setHero] = createSignal<HeroChoices>(inventHero(props.making, Math.random));
  const change = (more: Partial<HeroChoices>) => setHero({ ...hero(), ...more });
  const draft = () => draftOf(props.making, hero(), props.ruleset);
  return (
    <form
      class="maker"
      onSubmit={(ev) => {
        ev.preventDefault();
        const made = draft();
        if (made !== null) props.onMade(made);
      }}
    >
      <div class="maker-face">
        <Show when={lookOf(props.making, hero())}>{(look) => <Portrait look={look()} size="100%" />}</Show>
        <Button wide icon="wand" onClick={() => setHero(inventHero(props.making, Math.random, hero().callingId))}>
          Surprise me
        </Button>
      </div>
      <div class="maker-words">
        <NameAndReason making={props.making} hero={hero()} onChange={change} />
        <Callings making={props.making} hero={hero()} onChange={change} />
        <Peoples making={props.making} hero={hero()} onChange={change} />
        <details>
          <summary class="gm-summary">The face</summary>
          <FaceChoices making={props.making} hero={hero()} onChange={change} />
        </details>
        <Button type="submit" tone="primary" size="large" icon="check" busy={props.busy} disabled={draft() === null}>
          {props.verb}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  making: Making;
  hero: HeroChoices;
  onChange: (more: Partial<HeroChoices>) => void;
}

const PRONOUNS = [
  { value: "she", label: "she" },
  { value: "he", label: "he" },
  { value: "they", label: "they" },
  { value: "it", label: "it" },
] as const;

function NameAndReason(props: PartProps) {
  const people = () => props.making.peoples.find(({ id }) => id === props.hero.peopleId);
  const another = () => {
    const known = people();
    if (known !== undefined) props.onChange({ name: inventName(known, Math.random) });
  };
  return (
    <>
      <div class="maker-name">
        <TextField
          label="Name"
          required
          maxlength={40}
          value={props.hero.name}
          onInput={(ev) => props.onChange({ name: ev.currentTarget.value })}
        />
        <Button icon="die" aria-label="Another name" onClick={another} />
        <SelectField
          label="Pronoun"
          options={PRONOUNS}
          value={props.hero.pronoun}
          onChange={(ev) => props.onChange({ pronoun: ev.currentTarget.value as HeroChoices["pronoun"] })}
        />
      </div>
      <div class="maker-reason">
        <TextArea
          label="Why they are here"
          rows={2}
          maxlength={300}
          value={props.hero.blurb}
          onInput={(ev) => props.onChange({ blurb: ev.currentTarget.value })}
        />
        <Button
          icon="die"
          aria-label="Another reason"
          onClick={() => props.onChange({ blurb: reasonFor(props.making, props.hero.name, Math.random) })}
        />
      </div>
    </>
  );
}

function Callings(props: PartProps) {
  return (
    <fieldset class="maker-options">
      <legend class="field-label">Calling</legend>
      <For each={props.making.callings}>
        {(calling) => (
          <label class="maker-option">
            <input
              type="radio"
              name="maker-calling"
              checked={props.hero.callingId === calling.id}
              onChange={() => props.onChange({ callingId: calling.id })}
            />
            <span>
              <b>{calling.name}</b>
              <span class="block text-sm text-soft">{calling.blurb}</span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}

function Peoples(props: PartProps) {
  return (
    <fieldset class="maker-options">
      <legend class="field-label">People</legend>
      <For each={props.making.peoples}>
        {(people) => (
          <label class="maker-option">
            <input
              type="radio"
              name="maker-people"
              checked={props.hero.peopleId === people.id}
              onChange={() => props.onChange({ peopleId: people.id })}
            />
            <span>
              <b>{people.name}</b>
              <span class="block text-sm text-soft">{people.blurb}</span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
