import { useNavigate, useParams } from "@solidjs/router";
import { createResource, createSignal, Show } from "solid-js";
import type { InvitePreview } from "../../workers/contracts/http.ts";
import { SceneArt } from "../art/scene-art.tsx";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { TextField } from "../parts/field.tsx";
import { api } from "../state/api-client.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { forget, loadMe, me, signedIn } from "../state/session.ts";
import { AtTheDoor } from "./at-the-door.tsx";
import { codeFrom } from "./invite-code.ts";
import { NameForm } from "./name-form.tsx";
import { Trouble } from "./trouble.tsx";

/** What is behind a link, and a chair at it for the price of a name. */
export function Join() {
  const params = useParams();
  const code = () => codeFrom(decodeURIComponent(params.code ?? ""));
  const [preview, { refetch }] = createResource(
    () => code() || null,
    (wanted) => api.previewInvite(wanted),
  );
  void loadMe();
  return (
    <div class="page-narrow">
      <Show when={code() !== ""} fallback={<AskCode />}>
        <Show when={preview()} fallback={<Ember class="mt-10" text="Looking for the table…" />}>
          {(answer) => <Found code={code()} answer={answer()} onRetry={() => void refetch()} />}
        </Show>
      </Show>
    </div>
  );
}

function Found(props: { code: string; answer: Result<InvitePreview>; onRetry: () => void }) {
  const table = () => (props.answer.ok ? props.answer.value : null);
  return (
    <Show
      when={table()}
      fallback={
        <>
          <Trouble answer={props.answer} onRetry={props.onRetry} />
          <AskCode />
        </>
      }
    >
      {(found) => <SitDown code={props.code} table={found()} />}
    </Show>
  );
}

function SitDown(props: { code: string; table: InvitePreview }) {
  const navigate = useNavigate();
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [waiting, setWaiting] = createSignal(false);
  const join = async (name: string | undefined) => {
    if (busy()) return;
    setBusy(true);
    const answer = await api.acceptInvite(props.code, name);
    setBusy(false);
    if (!answer.ok) {
      if (answer.problem.status === 401) forget();
      setWaiting(false);
      setFault(wordsFor(answer.problem));
      return;
    }
    // The invitation signed us in; who we are is asked again when somebody wants to know.
    if (!me()) signedIn();
    if ("waiting" in answer.value) setWaiting(true);
    else navigate(`/t/${answer.value.campaignId}`);
  };
  return (
    <div class="card card-flush">
      <Show when={props.table.adventure}>
        {(adventure) => (
          <div class="h-44">
            <SceneArt art={adventure().look} />
          </div>
        )}
      </Show>
      <div class="grid gap-5 p-6">
        <div>
          <p class="eyebrow">
            {props.table.hostName ?? "Somebody"} asks you to{" "}
            {props.table.role === "spectator" ? "look on" : "the table"}
          </p>
          <h1 class="title mt-2 text-3xl">{props.table.campaignTitle ?? "A table at Emberhall"}</h1>
          <p class="lede mt-2 empty:hidden">{props.table.adventure?.tagline}</p>
        </div>
        <Show when={!waiting()} fallback={<AtTheDoor code={props.code} onDecided={() => void join(undefined)} />}>
          <p class="text-soft empty:hidden">
            {props.table.approval === "ask" ? "Whoever runs this table lets each person in. It takes a moment." : ""}
          </p>
          <NameForm
            verb={props.table.approval === "ask" ? "Knock" : "Join the table"}
            icon="door"
            fault={fault()}
            busy={busy()}
            onName={(name) => void join(me() ? undefined : name)}
          />
        </Show>
      </div>
    </div>
  );
}

function AskCode() {
  const navigate = useNavigate();
  const [code, setCode] = createSignal("");
  return (
    <form
      class="card mt-6 grid gap-4"
      onSubmit={(ev) => {
        ev.preventDefault();
        navigate(`/j/${encodeURIComponent(codeFrom(code()))}`);
      }}
    >
      <h1 class="title">Join with a code</h1>
      <TextField
        label="Code"
        hint="Eight letters and numbers, like RAVEN234. A whole link works too."
        autocapitalize="characters"
        autocomplete="off"
        spellcheck={false}
        required
        value={code()}
        onInput={(ev) => setCode(ev.currentTarget.value)}
      />
      <Button type="submit" tone="primary">
        Look for the table
      </Button>
    </form>
  );
}
