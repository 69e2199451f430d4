import { createResource, createSignal, For, Show } from "solid-js";
import type { CharacterDraft } from "../../workers/contracts/creatures.ts";
import type { CharacterCard } from "../../workers/contracts/http.ts";
import type { Ruleset } from "../../workers/contracts/rules.ts";
import { Portrait } from "../art/portrait.tsx";
import { toast } from "../parts/toast.tsx";
import { api } from "../state/api-client.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { loadMe, me } from "../state/session.ts";
import { HeroMaker } from "../table/hero-maker.tsx";
import "../table/maker.css";

const RULES: readonly (readonly [Ruleset, string])[] = [
  ["d20", "Twenty-sided rules"],
  ["embers", "Embers"],
];

/** Characters for later: made here, kept on a shelf, taken to any table. */
export function Character() {
  void loadMe();
  return (
    <div class="mx-auto grid max-w-4xl gap-6">
      <h1 class="title text-3xl">Your characters</h1>
      <Show
        when={me()}
        fallback={
          <p class="text-soft">
            Characters are kept under your name.{" "}
            <a class="link" href="/start">
              Start a table
            </a>{" "}
            or open a link you were sent to give one; at the table you can make a character as well.
          </p>
        }
      >
        <Workshop />
      </Show>
    </div>
  );
}

function Workshop() {
  const [ruleset, setRuleset] = createSignal<Ruleset>("d20");
  const [busy, setBusy] = createSignal(false);
  const [shelf, { refetch }] = createResource(() => api.characters());
  const save = async (draft: CharacterDraft) => {
    setBusy(true);
    const answer = await api.saveCharacter({ draft }, crypto.randomUUID());
    setBusy(false);
    if (!answer.ok) {
      toast({ title: wordsFor(answer.problem), tone: "bad" });
      return;
    }
    toast({ title: `${draft.name} is on your shelf.`, detail: "Take them to any table of their rules.", tone: "good" });
    await refetch();
  };
  return (
    <>
      <Shelf answer={shelf.latest} />
      <section class="card grid gap-5">
        <fieldset class="flex flex-wrap gap-2">
          <legend class="field-label mb-1">Rules</legend>
          <For each={RULES}>
            {([value, label]) => (
              <label class="chip-choice">
                <input
                  type="radio"
                  name="maker-rules"
                  checked={ruleset() === value}
                  onChange={() => setRuleset(value)}
                />
                <span>{label}</span>
              </label>
            )}
          </For>
        </fieldset>
        <HeroMaker ruleset={ruleset()} verb="Keep them" busy={busy()} onMade={(draft) => void save(draft)} />
      </section>
    </>
  );
}

function Shelf(props: { answer: Result<readonly CharacterCard[]> | undefined }) {
  const kept = () => (props.answer?.ok ? props.answer.value : []);
  return (
    <ul class="grid gap-3 sm:grid-cols-2">
      <For each={kept()}>
        {({ draft }) => (
          <li class="card flex items-center gap-4">
            <span class="block size-16 overflow-hidden rounded-md">
              <Portrait look={draft.look} size="100%" />
            </span>
            <span>
              <b class="title title-sm">{draft.name}</b>
              <span class="block text-sm text-soft">{draft.sheet.calling}</span>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}
