import { useNavigate, useParams } from "@solidjs/router";
import { createResource, createSignal, Show } from "solid-js";
import type { InvitePreview } from "../../workers/contracts/http.ts";
import { SceneArt } from "../art/scene-art.tsx";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { TextField } from "../parts/field.tsx";
import { api } from "../state/api-client.ts";
import { wordsFor } from "../state/result.ts";
import { loadMe, me, setMe } from "../state/session.ts";
import { codeFrom } from "./invite-code.ts";
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
          {(answer) => {
            const found = () => {
              const value = answer();
              return value.ok ? value.value : null;
            };
            return (
              <Show
                when={found()}
                fallback={
                  <>
                    <Trouble answer={answer()} onRetry={() => void refetch()} />
                    <AskCode />
                  </>
                }
              >
                {(table) => <SitDown code={code()} table={table()} />}
              </Show>
            );
          }}
        </Show>
      </Show>
    </div>
  );
}

function SitDown(props: { code: string; table: InvitePreview }) {
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const join = async (ev: SubmitEvent) => {
    ev.preventDefault();
    if (busy()) return;
    setBusy(true);
    const answer = await api.acceptInvite(props.code, me() ? undefined : name().trim());
    setBusy(false);
    if (!answer.ok) return setFault(wordsFor(answer.problem));
    if (!me()) setMe(undefined);
    navigate(`/t/${answer.value.campaignId}`);
  };
  return (
    <div class="card card-flush">
      <div class="h-44">
        <SceneArt art={props.table.look} />
      </div>
      <form onSubmit={join} class="grid gap-5 p-6">
        <div>
          <p class="eyebrow">{props.table.hostName} asks you to the table</p>
          <h1 class="title mt-2 text-3xl">{props.table.campaignTitle}</h1>
          <p class="lede mt-2">{props.table.tagline}</p>
        </div>
        <Show when={!me()} fallback={<p class="text-soft">You sit down as {me()?.name}.</p>}>
          <TextField
            label="Your name"
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
        <Button type="submit" tone="primary" size="large" icon="door" busy={busy()}>
          Join the table
        </Button>
      </form>
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
