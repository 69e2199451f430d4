import { useParams } from "@solidjs/router";
import { createResource, For, type JSX, Show } from "solid-js";
import type { TableStanding } from "../../workers/contracts/standing.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { api } from "../state/api-client.ts";
import { counted, peopleText, spanText, troublesOf } from "../state/standing-words.ts";
import { Trouble } from "./trouble.tsx";
import "./standing.css";

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** How a table stands, for those who run it and wonder whether something is wrong. */
export function Standing() {
  const params = useParams();
  const id = () => params.campaignId ?? "";
  const [answer, { refetch }] = createResource(id, (campaignId) => api.standing(campaignId));
  const found = () => {
    const value = answer.latest;
    return value?.ok ? value.value : null;
  };
  return (
    <div class="page-narrow grid gap-6">
      <header class="standing-head">
        <h1 class="title text-3xl">How the table stands</h1>
        <ButtonLink icon="chevron-left" href={`/t/${id()}`}>
          Back to the table
        </ButtonLink>
      </header>
      <Show
        when={found()}
        fallback={
          <Show when={!answer.loading && answer()} fallback={<Ember text="Looking…" />}>
            {(value) => <Trouble answer={value()} onRetry={() => void refetch()} />}
          </Show>
        }
      >
        {(standing) => (
          <>
            <Verdict standing={standing()} />
            <Figures standing={standing()} />
            <p class="standing-foot">
              As of {moment.format(standing().at)}.
              <Button size="small" icon="retry" busy={answer.loading} onClick={() => void refetch()}>
                Look again
              </Button>
            </p>
          </>
        )}
      </Show>
    </div>
  );
}

function Verdict(props: { standing: TableStanding }) {
  const troubles = () => troublesOf(props.standing);
  return (
    <div class="card" role="status">
      <Show
        when={troubles().length > 0}
        fallback={
          <p class="standing-well">
            <Icon name="check" />
            All is well.
          </p>
        }
      >
        <ul class="grid gap-4">
          <For each={troubles()}>
            {({ what, helps }) => (
              <li class="standing-trouble">
                <Icon name="warning" class="mt-1 text-harm" />
                <div>
                  <p>{what}</p>
                  <p class="text-sm text-soft">{helps}</p>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function Figures(props: { standing: TableStanding }) {
  const room = () => props.standing.room;
  const turns = () => room().turns;
  const server = () => props.standing.server;
  return (
    <>
      <Part title="Play">
        <Fact term="Here now">{peopleText(room().present)}</Fact>
        <Fact term="Last touched">{moment.format(room().lastEventAt)}</Fact>
        <Fact term="The story so far">
          {counted(room().seq, "event")}
          {room().status === "ended" ? ", told to its end" : ""}
        </Fact>
        <Fact term="A turn is running">
          {room().turnSince === null ? "No" : `For ${spanText(props.standing.at - (room().turnSince ?? 0))}`}
        </Fact>
      </Part>
      <Part title="Turns of the last day">
        <Fact term="Answered">
          {turns().answered.toLocaleString("en")}
          {turns().stoodIn > 0 ? `, ${turns().stoodIn.toLocaleString("en")} of them by a stand-in` : ""}
        </Fact>
        <Fact term="Came to nothing">{turns().failed.toLocaleString("en")}</Fact>
        <Fact term="Called back">{turns().cancelled.toLocaleString("en")}</Fact>
        <Show when={turns().medianMs !== null}>
          <Fact term="How long the machine takes">
            {spanText(turns().medianMs ?? 0)}, {spanText(turns().slowestMs ?? 0)} at most
          </Fact>
        </Show>
        <Fact term="Counted since">{moment.format(turns().since)}</Fact>
      </Part>
      <Part title="Library">
        <Fact term="Files">{props.standing.files.all.toLocaleString("en")}</Fact>
        <Fact term="On their way">{props.standing.files.reading.toLocaleString("en")}</Fact>
        <Fact term="Could not be read">{props.standing.files.failed.toLocaleString("en")}</Fact>
      </Part>
      <Part title="The server">
        <Fact term="Answers">
          {Object.values(server().parts).every((stands) => stands === "ok") ? "All of it" : "Not all of it"}
        </Fact>
        <Fact term="Version">{server().version}</Fact>
        <Fact term="Dungeon master unless chosen otherwise">
          {server().dm === "oracle" ? "Oracle, no AI" : server().dm}
        </Fact>
      </Part>
    </>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  return (
    <section class="card grid gap-3">
      <h2 class="title title-sm">{props.title}</h2>
      <dl class="standing-facts">{props.children}</dl>
    </section>
  );
}

function Fact(props: { term: string; children: JSX.Element }) {
  return (
    <div class="standing-fact">
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
