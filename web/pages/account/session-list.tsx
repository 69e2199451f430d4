import { createResource, createSignal, For, Show } from "solid-js";
import type { SessionCard } from "../../../workers/contracts/accounts.ts";
import type { Me } from "../../../workers/contracts/http.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { Pill } from "../../parts/pill.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { type Result, wordsFor } from "../../state/result.ts";
import { forget, signOut } from "../../state/session.ts";
import { Trouble } from "../trouble.tsx";

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const OPENED: Record<SessionCard["openedBy"], string> = {
  name: "with a name",
  passkey: "with a passkey",
  "recovery-code": "with a recovery code",
  outside: "with an account elsewhere",
  dev: "on this machine",
};

/** Every browser that is signed in, and how to end that: there, here, everywhere. */
export function SessionList(props: { who: Me; changes: number }) {
  const [answer, { refetch }] = createResource(
    () => props.changes,
    () => accountsApi.sessions(),
  );
  const [leaving, setLeaving] = createSignal<"here" | "everywhere" | null>(null);
  const [fault, setFault] = createSignal("");
  const sessions = () => {
    const value = answer.latest;
    return value?.ok === true ? value.value.items : null;
  };
  const end = async (ending: Promise<Result<null>>) => {
    const ended = await ending;
    setFault(ended.ok ? "" : wordsFor(ended.problem));
    await refetch();
  };
  return (
    <div class="grid w-full justify-items-start gap-4">
      <Show when={answer.latest} fallback={<Ember text="Looking…" />}>
        {(value) => (
          <Show when={sessions()} fallback={<Trouble answer={value()} onRetry={() => void refetch()} />}>
            {(items) => (
              <ul class="grid w-full gap-3" aria-label="Browsers signed in">
                <For each={items()}>
                  {(session) => (
                    <SessionRow session={session} onEnd={() => void end(accountsApi.endSession(session.id))} />
                  )}
                </For>
              </ul>
            )}
          </Show>
        )}
      </Show>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
      <div class="flex flex-wrap gap-2">
        <Show when={(sessions()?.length ?? 0) > 1}>
          <Button tone="danger" onClick={() => void end(accountsApi.endOtherSessions())}>
            Sign out the other browsers
          </Button>
        </Show>
        <Button tone="danger" onClick={() => setLeaving("here")}>
          Sign out here
        </Button>
        <Button tone="danger" onClick={() => setLeaving("everywhere")}>
          Sign out everywhere
        </Button>
      </div>
      <Show when={leaving()}>
        {(where) => <Leave where={where()} who={props.who} onClose={() => setLeaving(null)} />}
      </Show>
    </div>
  );
}

function SessionRow(props: { session: SessionCard; onEnd: () => void }) {
  return (
    <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div class="min-w-0">
        <p class="font-semibold">{props.session.label}</p>
        <p class="text-sm text-soft">
          Signed in {OPENED[props.session.openedBy]}, last seen {when.format(props.session.lastSeenAt)}; ends on{" "}
          {day.format(props.session.endsAt)} at the latest
        </p>
      </div>
      <Show when={!props.session.here} fallback={<Pill tone="ember">This one</Pill>}>
        <Button tone="quiet" aria-label={`Sign out ${props.session.label}`} onClick={() => props.onEnd()}>
          Sign out
        </Button>
      </Show>
    </li>
  );
}

function Leave(props: { where: "here" | "everywhere"; who: Me; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal("");
  const words = () =>
    props.who.kind === "guest"
      ? "Only this browser knows you. Leaving forgets the way back to your tables, for good. Keep your place first if you want to come back."
      : "Any of the ways on this page brings you back.";
  const leave = async () => {
    setBusy(true);
    if (props.where === "here") return await signOut();
    const answer = await accountsApi.signOutEverywhere();
    setBusy(false);
    if (answer.ok) forget();
    else setFault(wordsFor(answer.problem));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.where === "here" ? "Sign out here?" : "Sign out everywhere?"}
      description={words()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Stay</Button>
          <Button tone="danger" busy={busy()} onClick={() => void leave()}>
            Sign out
          </Button>
        </>
      }
    >
      <p class="text-soft">
        {props.where === "here"
          ? "Other browsers stay signed in."
          : "Every browser on the list is signed out, this one too."}
      </p>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </Dialog>
  );
}
