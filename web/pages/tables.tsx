import { createResource, createSignal, For, Show } from "solid-js";
import type { CampaignCard, Me } from "../../workers/contracts/http.ts";
import { Button, buttonClass } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Ember } from "../parts/ember.tsx";
import { Pill } from "../parts/pill.tsx";
import { api } from "../state/api-client.ts";
import { wordsFor } from "../state/result.ts";
import { me } from "../state/session.ts";
import { sharingApi } from "../state/sharing-api.ts";
import { BringTable } from "./bring-table.tsx";
import { Trouble } from "./trouble.tsx";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const STATUS: Record<CampaignCard["status"], string> = {
  open: "in play",
  ended: "told to its end",
  archived: "put away",
};

const date = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
/** So long before a guest's browser forgets them they are told. */
const TOLD_BEFORE_MS = 60 * 86_400_000;

/** When that is, for somebody who should be told now. */
function forgottenSoon(who: Me | null | undefined): number | null {
  const { kind, endsAt } = who ?? {};
  return kind === "guest" && endsAt !== undefined && endsAt - Date.now() < TOLD_BEFORE_MS ? endsAt : null;
}

/** The tables this person has a chair at. */
export function Tables() {
  // Who is nobody here has no tables to ask for.
  const [answer, { refetch }] = createResource(
    () => me() !== null,
    () => api.campaigns(),
  );
  const [away, setAway] = createSignal(false);
  const [leaving, setLeaving] = createSignal<CampaignCard | null>(null);
  const cards = () => {
    const value = answer();
    return value?.ok ? value.value.filter((card) => away() || card.status !== "archived") : [];
  };
  const anyAway = () => {
    const value = answer();
    return value?.ok === true && value.value.some(({ status }) => status === "archived");
  };
  const archive = async (card: CampaignCard) => {
    await api.archiveCampaign(card.id, card.status !== "archived");
    await refetch();
  };
  return (
    <div class="page-narrow">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h1 class="title text-3xl">Your tables</h1>
        <a href="/start" class={buttonClass({ tone: "primary" })}>
          Start a table
        </a>
      </div>
      <ForgottenSoon />
      <Show when={me() !== null} fallback={<NoTables />}>
        <Show when={answer()} fallback={<Ember class="mt-8" text="Looking…" />}>
          {(value) => (
            <Show when={value().ok} fallback={<Trouble answer={value()} onRetry={() => void refetch()} />}>
              <Show when={cards().length > 0} fallback={<NoTables />}>
                <ul class="mt-6 grid gap-3">
                  <For each={cards()}>
                    {(card) => (
                      <TableRow card={card} onArchive={() => void archive(card)} onLeave={() => setLeaving(card)} />
                    )}
                  </For>
                </ul>
              </Show>
            </Show>
          )}
        </Show>
      </Show>
      <BringTable />
      <Show when={leaving()}>
        {(card) => (
          <LeaveDialog
            card={card()}
            onClose={(left) => {
              setLeaving(null);
              if (left) void refetch();
            }}
          />
        )}
      </Show>
      <Show when={anyAway()}>
        <Button class="mt-4" tone="quiet" onClick={() => setAway(!away())}>
          {away() ? "Hide those put away" : "Show those put away"}
        </Button>
      </Show>
    </div>
  );
}

function NoTables() {
  return <p class="card mt-6 text-soft">No table yet. Start one, or open the link somebody sent you.</p>;
}

/** For a guest whose browser has known them almost as long as it can. */
function ForgottenSoon() {
  return (
    <Show when={forgottenSoon(me())}>
      {(endsAt) => (
        <p class="card mt-6" role="status">
          Only this browser knows you, and it forgets you on {date.format(endsAt())}, with the way to these tables.{" "}
          <a class="link" href="/settings">
            Keep your place
          </a>{" "}
          and you can always come back.
        </p>
      )}
    </Show>
  );
}

function TableRow(props: { card: CampaignCard; onArchive: () => void; onLeave: () => void }) {
  return (
    <li class="card flex flex-wrap items-center justify-between gap-3">
      <div class="min-w-0">
        <a class="title title-sm link" href={`/t/${props.card.id}`}>
          {props.card.title}
        </a>
        <p class="mt-1 text-sm text-faint">
          {props.card.adventureTitle}, last touched {day.format(props.card.touchedAt)}
        </p>
      </div>
      <div class="flex items-center gap-2">
        <Pill tone={props.card.status === "open" ? "ember" : "quiet"}>{STATUS[props.card.status]}</Pill>
        <Show
          when={props.card.role === "owner"}
          fallback={
            <Button size="small" tone="quiet" onClick={() => props.onLeave()}>
              Leave<span class="sr-only"> {props.card.title}</span>
            </Button>
          }
        >
          <Button size="small" tone="quiet" onClick={() => props.onArchive()}>
            {props.card.status === "archived" ? "Take out" : "Put away"}
          </Button>
        </Show>
      </div>
    </li>
  );
}

function LeaveDialog(props: { card: CampaignCard; onClose: (left: boolean) => void }) {
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const leave = async () => {
    setBusy(true);
    const answer = await sharingApi(props.card.id).leave();
    setBusy(false);
    if (answer.ok) props.onClose(true);
    else setFault(wordsFor(answer.problem));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose(false)}
      title={`Leave ${props.card.title}?`}
      description="Your place is free at once. What you said and did stays in the story, and whoever runs the table can let you back."
      footer={
        <>
          <Button onClick={() => props.onClose(false)}>Stay</Button>
          <Button tone="danger" busy={busy()} onClick={() => void leave()}>
            Leave the table
          </Button>
        </>
      }
    >
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </Dialog>
  );
}
