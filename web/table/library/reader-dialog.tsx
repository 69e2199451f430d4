import { createEffect, createMemo, createResource, createSignal, Match, on, onMount, Show, Switch } from "solid-js";
import type { PageText, UploadId } from "../../../workers/contracts/library.ts";
import type { Problem } from "../../../workers/contracts/problems.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { askApi } from "../../state/api-client.ts";
import { makeLibraryApi } from "../../state/library-api.ts";
import { bareTitle } from "../../state/library-words.ts";
import { wordsFor } from "../../state/result.ts";
import { useTable } from "../table-context.tsx";
import { Leafing } from "./leafing.tsx";
import { ledTo } from "./led-to.ts";
import { pageBlocks } from "./page-blocks.ts";
import { PageView } from "./page-view.tsx";
import { readOutText } from "./read-out.ts";
import { useFilesSeen } from "./use-files-seen.ts";
import "./reader.css";

interface ReaderProps {
  uploadId: UploadId;
  title: string;
  page: number;
  /** What led here, in words that stand on the page or speak of it. */
  about?: string | undefined;
  onClose: () => void;
}

/** A file, page by page, as it was read. */
export function ReaderDialog(props: ReaderProps) {
  const { campaign, dialogs } = useTable();
  const reader = createReader(props);
  const seen = useFilesSeen();
  onMount(() => seen.look(props.uploadId));
  const readOut = () => {
    const page = reader.page();
    if (page === null) return;
    const from = { ...page, title: bareTitle(page.title), markdown: reader.markdown() };
    const text = (blocks: ReturnType<typeof reader.blocks>) => readOutText(from, blocks);
    const led = reader.led();
    dialogs.open({
      kind: "read-out",
      back: { kind: "reader", uploadId: props.uploadId, title: page.title, page: page.page, about: props.about },
      text: text(reader.blocks()),
      passage: led === null ? null : text(reader.blocks().slice(led.from, led.to + 1)),
    });
  };
  const foot = () => (
    <>
      <Show when={campaign.mayRun() && reader.blocks().length > 0}>
        <Button icon="scroll" onClick={readOut}>
          Read this page to the table
        </Button>
      </Show>
      <Show when={(reader.pagesTotal() ?? 1) > 1}>
        <Leafing reader={reader} />
      </Show>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={reader.title()}
      wide
      firstFocus={() => reader.body()}
      footer={reader.hasFoot() ? <div class="reader-foot">{foot()}</div> : undefined}
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
          <Match when={reader.lost()}>
            <p role="alert">{campaign.mayRun() ? DELETED : GONE}</p>
          </Match>
          <Match when={reader.problem()}>{(problem) => <Trouble problem={problem()} reader={reader} />}</Match>
          <Match when={reader.page()}>
            <PageView blocks={reader.blocks()} markdown={reader.markdown()} led={reader.led()} />
          </Match>
        </Switch>
      </div>
    </Dialog>
  );
}

type Reader = ReturnType<typeof createReader>;

function createReader(props: ReaderProps) {
  const { campaign } = useTable();
  const api = makeLibraryApi(askApi, campaign.id);
  const [at, setAt] = createSignal(props.page);
  const [pagesTotal, setPagesTotal] = createSignal<number | null>(null);
  const [body, setBody] = createSignal<HTMLElement>();
  const sight = () => campaign.sightOf(props.uploadId);
  // It was deleted or closed while it lay open: nothing of it is shown from then on.
  const lost = createMemo(() => sight().state === "closed");
  const [answer, { refetch }] = createResource(
    () => (lost() ? null : { page: at() }),
    ({ page }) => api.page(props.uploadId, page),
  );
  const page = createMemo((): PageText | null => {
    const latest = answer.latest;
    return latest?.ok && !lost() ? latest.value : null;
  });
  const problem = (): Problem | null => {
    const latest = answer.latest;
    return latest === undefined || latest.ok || answer.loading || lost() ? null : latest.problem;
  };
  const markdown = createMemo(() => {
    const seen = sight();
    return seen.state === "open" && seen.kind === "markdown";
  });
  const blocks = createMemo(() => pageBlocks(page()?.text ?? "", markdown()));
  const led = createMemo(() =>
    page()?.page === props.page && props.about !== undefined ? ledTo(blocks(), props.about) : null,
  );
  createEffect(() => page() !== null && setPagesTotal(page()?.pagesTotal ?? null));
  createEffect(on([page, led, body], () => scrollToPage(body())));
  const turn = (to: number) => {
    if (!lost() && to >= 1 && to <= (pagesTotal() ?? Number.POSITIVE_INFINITY)) setAt(to);
  };
  return {
    ...{ at, page, blocks, led, markdown, pagesTotal, body, setBody, lost, turn, problem },
    title: () => (lost() ? campaign.fileTitle(props.uploadId) : (page()?.title ?? props.title)),
    /** What is not there has no pages to leaf through. */
    hasFoot: createMemo(() => page() !== null && problem() === null && (campaign.mayRun() || (pagesTotal() ?? 1) > 1)),
    loading: () => answer.loading,
    again: () => void refetch(),
    pressed(ev: KeyboardEvent): void {
      if (ev.altKey || ev.ctrlKey || ev.metaKey) return;
      if (ev.key === "ArrowLeft") turn(at() - 1);
      else if (ev.key === "ArrowRight") turn(at() + 1);
      else return;
      ev.preventDefault();
    },
  };
}

/** The page lies in the body of the dialog, and that is what scrolls: to the passage, else to the top. */
function scrollToPage(body: HTMLElement | undefined): void {
  const first = body?.querySelector("[data-led]");
  if (first) first.scrollIntoView({ block: "center" });
  else body?.parentElement?.scrollTo({ top: 0 });
}

const GONE = "This file is not here any more, or it is not open to you.";
const DELETED = "This file is not here any more.";

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
