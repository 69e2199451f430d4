import { useSearchParams } from "@solidjs/router";
import { createResource, createSignal, For, Show } from "solid-js";
import { type LogReport, verifyNdjson } from "../../workers/core/ledger/index.ts";
import { Button, buttonClass } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { api } from "../state/api-client.ts";
import { ownProblem, type Result } from "../state/result.ts";
import { Trouble } from "./trouble.tsx";
import "./verify.css";

const FINDINGS_SHOWN = 40;
const WORKED_MS = 60;

/** Checks a whole log in this browser: a table's own, or a file somebody kept. */
export function Verify() {
  const [params] = useSearchParams<{ campaign?: string }>();
  const [file, setFile] = createSignal<File | null>(null);
  const source = () => file() ?? params.campaign ?? null;
  const [report, { refetch }] = createResource(source, checked);
  return (
    <div class="page-narrow grid gap-6">
      <h1 class="title text-3xl">Check the dice</h1>
      <p class="lede">
        Every roll of a table can be recomputed from its log: that it was fixed before it was asked for, that the
        players’ own chance is in it, that no roll was dropped, repeated or changed.
      </p>
      <div class="card grid gap-4">
        <label class="verify-file">
          <Icon name="upload" />
          <span>Choose a downloaded log</span>
          <input
            type="file"
            accept=".ndjson,.jsonl,.json,.txt"
            onChange={(ev) => setFile(ev.currentTarget.files?.[0] ?? null)}
          />
        </label>
        <p class="text-sm text-faint">
          The file does not leave this device. Without a network, keep{" "}
          <a class="link" href="/verifier.html" rel="external" download="emberhall-verifier.html">
            the verifier as one page
          </a>{" "}
          and open it beside the log.
        </p>
        <Show when={params.campaign}>
          {(campaign) => (
            <a class={buttonClass({})} href={api.exportUrl(campaign())} download="" rel="external">
              <Icon name="download" size={19} /> Download this table’s log
            </a>
          )}
        </Show>
      </div>
      <Show when={report.loading}>
        <p role="status">Computing every die…</p>
      </Show>
      <Show when={!report.loading && report()}>
        {(answer) => (
          <Show when={reportOf(answer())} fallback={<Trouble answer={answer()} onRetry={() => void refetch()} />}>
            {(found) => <Report report={found()} />}
          </Show>
        )}
      </Show>
    </div>
  );
}

const reportOf = (answer: Result<LogReport>) => (answer.ok ? answer.value : null);

async function checked(source: File | string): Promise<Result<LogReport>> {
  try {
    const text = typeof source === "string" ? await exported(source) : await source.text();
    if (text === null)
      return { ok: false, problem: ownProblem("not-found", "There is no such table, or it is not yours to see.") };
    // Let the page say that it computes before it does.
    await new Promise((resolve) => setTimeout(resolve, WORKED_MS));
    return { ok: true, value: verifyNdjson(text) };
  } catch {
    return {
      ok: false,
      problem: ownProblem("unavailable", "The log could not be read. Check your connection, or the file."),
    };
  }
}

async function exported(campaignId: string): Promise<string | null> {
  const response = await fetch(api.exportUrl(campaignId), { credentials: "same-origin" });
  return response.ok ? response.text() : null;
}

function Report(props: { report: LogReport }) {
  const resolved = () => props.report.rolls.filter(({ kind }) => kind === "resolved").length;
  return (
    <section class="card verify-report" data-ok={props.report.ok ? "" : undefined} aria-live="polite">
      <h2 class="title flex items-center gap-3">
        <Icon name={props.report.ok ? "seal" : "warning"} size={28} />
        {props.report.ok ? "Everything checks out" : "Something does not check out"}
      </h2>
      <dl class="verify-facts">
        <Fact term="Table" value={props.report.title || props.report.campaignId} />
        <Fact term="Events" value={`${props.report.events}, of which ${props.report.veiled} are not yours to read`} />
        <Fact
          term="Rolls"
          value={`${resolved()} recomputed die by die, ${props.report.rolls.length} places of the chain used`}
        />
        <Fact term="Signed through" value={`event ${props.report.signedSeq}`} />
        <Fact term="Key" value={props.report.keys[0]?.publicKey ?? "none"} />
      </dl>
      <Show when={props.report.findings.length > 0}>
        <ul class="verify-findings">
          <For each={props.report.findings.slice(0, FINDINGS_SHOWN)}>
            {(finding) => (
              <li>
                <b>{finding.seq === null ? "The log" : `Event ${finding.seq}`}</b>: {finding.detail}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.report.rolls.length > 0}>
        <Rolls report={props.report} />
      </Show>
    </section>
  );
}

function Fact(props: { term: string; value: string }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd class="numeral">{props.value}</dd>
    </div>
  );
}

function Rolls(props: { report: LogReport }) {
  const [all, setAll] = createSignal(false);
  return (
    <>
      <Button tone="quiet" aria-expanded={all()} onClick={() => setAll(!all())}>
        {all() ? "Hide the rolls" : "Show every roll"}
      </Button>
      <Show when={all()}>
        <table class="verify-rolls">
          <thead>
            <tr>
              <th scope="col">Link</th>
              <th scope="col">For</th>
              <th scope="col">Formula</th>
              <th scope="col">Fell</th>
              <th scope="col">Holds</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.report.rolls}>
              {(roll) => (
                <tr>
                  <td class="numeral">{roll.index}</td>
                  <td>{roll.purpose || roll.kind}</td>
                  <td class="numeral">
                    {roll.expression}
                    {roll.dc === null ? "" : ` against ${roll.dc}`}
                  </td>
                  <td class="numeral">{roll.total ?? "sealed"}</td>
                  <td>{roll.findings.length === 0 ? "yes" : "no"}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </>
  );
}
