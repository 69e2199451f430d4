import { createEffect, createMemo, createResource, createSignal, For, Match, on, Show, Switch } from "solid-js";
import type { PageText, UploadId } from "../../../workers/contracts/library.ts";
import type { Problem } from "../../../workers/contracts/problems.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { askApi } from "../../state/api-client.ts";
import { makeLibraryApi } from "../../state/library-api.ts";
import { wordsFor } from "../../state/result.ts";
import { useCampaign } from "../table-context.tsx";
import { type PageBlock, pageBlocks } from "./page-blocks.ts";
import "./reader.css";

interface ReaderProps {
  uploadId: UploadId;
  title: string;
  page: number;
  onClose: () => void;
}

/** A file, page by page, as it was read. */
export function ReaderDialog(props: ReaderProps) {
  const reader = createReader(props);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={reader.page()?.title ?? props.title}
      wide
      firstFocus={() => reader.body()}
      footer={<Leafing reader={reader} />}
    >
      <div
        ref={reader.setBody}
        class="reader"
        role="region"
        aria-label={`Page ${reader.at()}`}
        aria-busy={reader.loading() ? "true" : undefined}
        tabindex="0"
        onKeyDown={reader.pressed}
      >
        <Switch fallback={<Ember text="Opening the page…" />}>
          <Match when={reader.problem()}>{(problem) => <Trouble problem={problem()} reader={reader} />}</Match>
          <Match when={reader.page()}>{(page) => <PageView page={page()} />}</Match>
        </Switch>
      </div>
    </Dialog>
  );
}

type Reader = ReturnType<typeof createReader>;

function createReader(props: ReaderProps) {
  const campaign = useCampaign();
  const api = makeLibraryApi(askApi, campaign.id);
  const [at, setAt] = createSignal(props.page);
  const [pagesTotal, setPagesTotal] = createSignal<number | null>(null);
  const [body, setBody] = createSignal<HTMLElement>();
  const [answer, { refetch }] = createResource(at, (page) => api.page(props.uploadId, page));
  const page = createMemo((): PageText | null => {
    const latest = answer.latest;
    return latest?.ok ? latest.value : null;
  });
  createEffect(
    on(page, (read) => {
      if (read !== null) setPagesTotal(read.pagesTotal);
      // The page lies in the body of the dialog, and that is what scrolls.
      body()?.parentElement?.scrollTo({ top: 0 });
    }),
  );
  const last = () => pagesTotal() ?? Number.POSITIVE_INFINITY;
  const turn = (to: number) => {
    if (to >= 1 && to <= last()) setAt(to);
  };
  return {
    at,
    page,
    pagesTotal,
    body,
    setBody,
    loading: () => answer.loading,
    turn,
    again: () => void refetch(),
    problem: (): Problem | null => {
      const latest = answer.latest;
      return latest === undefined || latest.ok || answer.loading ? null : latest.problem;
    },
    pressed(ev: KeyboardEvent): void {
      if (ev.altKey || ev.ctrlKey || ev.metaKey) return;
      if (ev.key === "ArrowLeft") turn(at() - 1);
      else if (ev.key === "ArrowRight") turn(at() + 1);
      else return;
      ev.preventDefault();
    },
  };
}

function PageView(props: { page: PageText }) {
  const blocks = createMemo(() => pageBlocks(props.page.text));
  return (
    <For each={blocks()} fallback={<p class="text-faint">There is no text on this page.</p>}>
      {(block) => <BlockView block={block} />}
    </For>
  );
}

function BlockView(props: { block: PageBlock }) {
  const as = <K extends PageBlock["kind"]>(kind: K) =>
    props.block.kind === kind ? (props.block as Extract<PageBlock, { kind: K }>) : null;
  return (
    <Switch>
      <Match when={as("heading")}>{(block) => <h3 class="title title-sm">{block().text}</h3>}</Match>
      <Match when={as("text")}>{(block) => <p class="reader-text">{block().text}</p>}</Match>
      <Match when={as("table")}>
        {(block) => (
          <div class="reader-table">
            <table>
              <tbody>
                <For each={block().rows}>
                  {(row) => (
                    <tr>
                      <For each={row}>{(cell) => <td>{cell}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        )}
      </Match>
    </Switch>
  );
}

function Leafing(props: { reader: Reader }) {
  const first = () => props.reader.at() <= 1;
  const last = () => props.reader.at() >= (props.reader.pagesTotal() ?? 1);
  return (
    <nav class="leafing" aria-label="Pages">
      <IconButton
        icon="chevron-left"
        label="Previous page"
        aria-disabled={first() ? "true" : undefined}
        onClick={() => props.reader.turn(props.reader.at() - 1)}
      />
      <label class="leafing-at">
        <span>Page</span>
        <input
          class="field-box numeral"
          type="number"
          inputmode="numeric"
          min={1}
          max={props.reader.pagesTotal() ?? undefined}
          value={props.reader.at()}
          onChange={(ev) => {
            if (ev.currentTarget.validity.valid) props.reader.turn(Number(ev.currentTarget.value));
            ev.currentTarget.value = String(props.reader.at());
          }}
        />
        <Show when={props.reader.pagesTotal()}>{(total) => <span class="numeral">of {total()}</span>}</Show>
      </label>
      <IconButton
        icon="chevron-right"
        label="Next page"
        aria-disabled={last() ? "true" : undefined}
        onClick={() => props.reader.turn(props.reader.at() + 1)}
      />
    </nav>
  );
}

const GONE = "This file is not here any more, or it is not open to you.";

function Trouble(props: { problem: Problem; reader: Reader }) {
  const noPage = () => props.problem.slug === "no-such-page";
  const gone = () => props.problem.status === 404 && !noPage();
  return (
    <div class="grid justify-items-start gap-3" role="alert">
      <p>{gone() ? GONE : wordsFor(props.problem)}</p>
      <Show when={!gone()}>
        <Show
          when={noPage() && props.reader.at() > 1}
          fallback={
            <Button icon="retry" onClick={() => props.reader.again()}>
              Try again
            </Button>
          }
        >
          <Button icon="book" onClick={() => props.reader.turn(1)}>
            Go to the first page
          </Button>
        </Show>
      </Show>
    </div>
  );
}
