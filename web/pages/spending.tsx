import { useParams } from "@solidjs/router";
import { createMemo, createResource, createSignal, For, type JSX, Show } from "solid-js";
import type { MemberRow, Spending as Month, VoiceCard } from "../../workers/contracts/http.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { api } from "../state/api-client.ts";
import { moneyText, monthOf, tokensText } from "../state/money.ts";
import { ORACLE_LABEL } from "../state/who-speaks.ts";
import { TASK_WORDS } from "../table/dm/dm-words.ts";
import { Trouble } from "./trouble.tsx";
import "./spending.css";

const monthName = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });
const dayName = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });

/** What the machine has cost a table, month by month. */
export function Spending() {
  const params = useParams();
  const id = () => params.campaignId ?? "";
  const now = monthOf(Date.now());
  const [month, setMonth] = createSignal(now);
  const [answer, { refetch }] = createResource(
    () => [id(), month()] as const,
    ([campaignId, wanted]) => api.spending(campaignId, wanted),
  );
  const found = () => {
    const value = answer();
    return value?.ok ? value.value : null;
  };
  return (
    <div class="page-narrow grid gap-6">
      <header class="spending-head">
        <h1 class="title text-3xl">Spending</h1>
        <ButtonLink icon="chevron-left" href={`/t/${id()}`}>
          Back to the table
        </ButtonLink>
      </header>
      <nav class="spending-months" aria-label="Month">
        <Button size="small" icon="chevron-left" onClick={() => setMonth(monthBeside(month(), -1))}>
          Earlier
        </Button>
        <h2 class="title title-sm" aria-live="polite">
          {monthName.format(new Date(`${month()}-01T00:00:00Z`))}
        </h2>
        <Button size="small" disabled={month() >= now} onClick={() => setMonth(monthBeside(month(), 1))}>
          Later
          <Icon name="chevron-right" size={16} />
        </Button>
      </nav>
      <Show when={!answer.loading} fallback={<Ember text="Counting…" />}>
        <Show
          when={found()}
          fallback={
            <Show when={answer()}>{(value) => <Trouble answer={value()} onRetry={() => void refetch()} />}</Show>
          }
        >
          {(spent) => <MonthOf spent={spent()} campaignId={id()} isNow={month() === now} />}
        </Show>
      </Show>
    </div>
  );
}

function monthBeside(month: string, by: 1 | -1): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return monthOf(Date.UTC(year, number - 1 + by, 1));
}

function MonthOf(props: { spent: Month; campaignId: string; isNow: boolean }) {
  const nothing = () => props.spent.total.requests === 0 && props.spent.total.costMicroUsd === 0;
  // What is held back for an answer on its way is in every sum of the month, and stands apart only under today.
  const held = () => (props.isNow ? props.spent.today.reservedMicroUsd : 0);
  return (
    <>
      <Show when={props.isNow && (!nothing() || props.spent.today.capMicroUsd !== null)}>
        <Today today={props.spent.today} />
      </Show>
      <Show
        when={!nothing()}
        fallback={<p class="card text-soft">The Oracle costs nothing. No model has been asked in this month.</p>}
      >
        <Part title="The month in all">
          <p class="spending-total">{moneyText(props.spent.total.costMicroUsd)}</p>
          <p class="text-faint">
            {props.spent.total.requests.toLocaleString("en")} requests, {tokensText(props.spent.total.inputTokens)}{" "}
            read, {tokensText(props.spent.total.outputTokens)} written
            {props.spent.priceKnown ? "." : ". Some prices are our estimate, on the high side."}
            {held() > 0 ? ` ${moneyText(held())} of it is held back for an answer on its way.` : ""}
          </p>
        </Part>
        <Days days={props.spent.byDay} />
        <Voices lines={props.spent.byVoice} />
        <Members
          lines={props.spent.byMember}
          totalMicroUsd={props.spent.total.costMicroUsd}
          campaignId={props.campaignId}
        />
      </Show>
    </>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  return (
    <section class="card grid gap-3">
      <h2 class="title title-sm">{props.title}</h2>
      {props.children}
    </section>
  );
}

function Today(props: { today: Month["today"] }) {
  const taken = () => props.today.costMicroUsd + props.today.reservedMicroUsd;
  return (
    <Part title="Today">
      <p class="spending-today">
        {moneyText(props.today.costMicroUsd)}
        <Show when={props.today.capMicroUsd} fallback=", with no cap.">
          {(cap) => <> of at most {moneyText(cap())}.</>}
        </Show>
        <Show when={props.today.reservedMicroUsd > 0}>
          {" "}
          Another {moneyText(props.today.reservedMicroUsd)} is held back for an answer on its way.
        </Show>
      </p>
      <Show when={props.today.capMicroUsd}>
        {(cap) => (
          <div
            class="spending-cap"
            role="meter"
            aria-label="Today against the cap"
            aria-valuemin={0}
            aria-valuemax={cap()}
            aria-valuenow={Math.min(cap(), taken())}
            aria-valuetext={`${moneyText(taken())} of ${moneyText(cap())}${props.today.reservedMicroUsd > 0 ? ", what is held back included" : ""}`}
          >
            <i style={{ width: `${shareOf(props.today.costMicroUsd, cap())}%` }} />
            <i class="spending-held" style={{ width: `${shareOf(props.today.reservedMicroUsd, cap())}%` }} />
          </div>
        )}
      </Show>
    </Part>
  );
}

/** A part of a whole, for a bar: in percent, and never more than all of it. */
const shareOf = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(100, (100 * part) / whole));

function Days(props: { days: Month["byDay"] }) {
  const most = createMemo(() => Math.max(1, ...props.days.map(({ costMicroUsd }) => costMicroUsd)));
  return (
    <Part title="By day">
      <ul class="spending-days">
        <For each={props.days}>
          {(day) => (
            <li>
              <span class="text-soft">{dayName.format(new Date(`${day.day}T00:00:00Z`))}</span>
              <span class="spending-bar" aria-hidden="true">
                <i style={{ width: `${shareOf(day.costMicroUsd, most())}%` }} />
              </span>
              <span class="numeral spending-amount">{moneyText(day.costMicroUsd)}</span>
            </li>
          )}
        </For>
      </ul>
    </Part>
  );
}

function Voices(props: { lines: Month["byVoice"] }) {
  const [offer] = createResource(() => api.voices());
  const label = (voice: string) => {
    const answer = offer.loading ? undefined : offer();
    const cards: readonly VoiceCard[] = answer?.ok ? answer.value.items : [];
    return voice === "oracle" ? ORACLE_LABEL : (cards.find(({ id }) => id === voice)?.label ?? voice);
  };
  return (
    <Part title="By voice">
      <ul class="spending-lines">
        <For each={props.lines}>
          {(line) => (
            <li>
              <span class="spending-name">
                {label(line.voice)}
                <span class="block text-sm text-faint">
                  {TASK_WORDS[line.task]}, {tokensText(line.inputTokens + line.outputTokens)}
                </span>
              </span>
              <span class="numeral spending-amount">{moneyText(line.costMicroUsd)}</span>
            </li>
          )}
        </For>
      </ul>
    </Part>
  );
}

/** One's own part for everybody; the part of each for the owner, who pays. With the rest it comes to the total. */
function Members(props: { lines: Month["byMember"]; totalMicroUsd: number; campaignId: string }) {
  const [members] = createResource(
    () => props.campaignId,
    (id) => api.members(id),
  );
  const name = (memberId: string) => {
    const answer = members.loading ? undefined : members();
    const rows: readonly MemberRow[] = answer?.ok ? answer.value : [];
    return rows.find((row) => row.memberId === memberId)?.name ?? "A member";
  };
  const rest = () => props.totalMicroUsd - props.lines.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  return (
    <Show when={props.lines.length > 0}>
      <Part title="By who asked">
        <ul class="spending-parts">
          <For each={props.lines}>
            {(line) => <Share name={name(line.memberId)} part={line.costMicroUsd} whole={props.totalMicroUsd} />}
          </For>
          <Show when={rest() > 0}>
            <Share name={props.lines.length === 1 ? ALL_THE_REST : NOBODYS} part={rest()} whole={props.totalMicroUsd} />
          </Show>
        </ul>
      </Part>
    </Show>
  );
}

/** One line may be all that somebody is shown, or all there is. */
const ALL_THE_REST = "The rest of the table, foes included";
const NOBODYS = "Nobody: moves of foes, and the like";

function Share(props: { name: string; part: number; whole: number }) {
  return (
    <li>
      <span class="spending-name">{props.name}</span>
      <span class="numeral spending-amount">{moneyText(props.part)}</span>
      <span class="spending-bar" aria-hidden="true">
        <i style={{ width: `${shareOf(props.part, props.whole)}%` }} />
      </span>
    </li>
  );
}
