import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Ember } from "../../parts/ember.tsx";
import { toast } from "../../parts/toast.tsx";
import type { Library } from "../../state/library.ts";
import { sizeText } from "../../state/library-words.ts";
import { wordsFor } from "../../state/result.ts";
import { useCampaign } from "../table-context.tsx";
import { DropZone } from "./drop-zone.tsx";
import { FileDialogs, type FileQuestion } from "./file-dialogs.tsx";
import { FileRow } from "./file-row.tsx";
import { LibrarySearch } from "./library-search.tsx";
import { useLibrary } from "./use-library.ts";
import "./library.css";

/** What the campaign has to read: everything for those who run the table, what was opened to them for everybody else. */
export function LibraryPanel() {
  const campaign = useCampaign();
  const library = useLibrary();
  const [question, setQuestion] = createSignal<FileQuestion | null>(null);
  const known = () => library.limits() !== null;
  const empty = () => known() && library.files().length === 0;
  const searchable = () => library.files().some((file) => file.searchable);
  return (
    <div class="library">
      <Show when={searchable()}>
        <LibrarySearch library={library} />
      </Show>
      <Show when={campaign.mayRun()}>
        <DropZone library={library} empty={empty()} />
      </Show>
      <Switch>
        <Match when={library.problem()}>
          {(problem) => (
            <div class="grid justify-items-start gap-2" role="alert">
              <p>{wordsFor(problem())}</p>
              <Button size="small" icon="retry" onClick={() => void library.load()}>
                Try again
              </Button>
            </div>
          )}
        </Match>
        <Match when={!known()}>
          <Ember text="Looking along the shelves…" />
        </Match>
        <Match when={empty() && !campaign.mayRun()}>
          <p class="text-soft">
            Nothing has been opened to you yet. What the GM opens or shows can be read here, and <code>/ask</code>{" "}
            answers from it.
          </p>
        </Match>
      </Switch>
      <Show when={library.files().length > 0}>
        <ul class="files" aria-label="Files">
          <For each={library.files()}>{(file) => <FileRow file={file} library={library} onAsk={setQuestion} />}</For>
        </ul>
      </Show>
      <Show when={campaign.mayRun() && library.files().length > 0}>
        <Foot library={library} />
      </Show>
      <p class="sr-only" role="status">
        {library.spoken()}
      </p>
      <FileDialogs question={question()} library={library} onClose={() => setQuestion(null)} />
    </div>
  );
}

function Foot(props: { library: Library }) {
  const [busy, setBusy] = createSignal(false);
  const bytes = () => props.library.files().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const share = () => Math.min(1, bytes() / (props.library.limits()?.bytes ?? Number.POSITIVE_INFINITY));
  const read = () => props.library.files().some(({ status, kind }) => status === "ready" && kind !== "image");
  const reindex = async () => {
    setBusy(true);
    const answer = await props.library.reindex();
    setBusy(false);
    if (answer.ok) toast({ title: reindexed(answer.value.files) });
    else toast({ title: wordsFor(answer.problem), tone: "bad" });
  };
  return (
    <footer class="library-foot">
      <Show when={props.library.limits()}>
        {(limits) => (
          <>
            <p class="numeral">
              {sizeText(bytes())} of {sizeText(limits().bytes)} used, {props.library.files().length} of {limits().files}{" "}
              files
            </p>
            <div class="file-bar" aria-hidden="true">
              <span style={{ width: `${Math.ceil(share() * 100)}%` }} />
            </div>
          </>
        )}
      </Show>
      <Show when={read()}>
        <details class="library-more">
          <summary>More</summary>
          <div>
            <p>
              Search seems wrong? Every text can be indexed once more. Nothing of it is lost, and it can be searched
              meanwhile.
            </p>
            <Button size="small" icon="retry" busy={busy()} onClick={() => void reindex()}>
              Index again
            </Button>
          </div>
        </details>
      </Show>
    </footer>
  );
}

function reindexed(files: number): string {
  if (files === 0) return "Everything is indexed as it should be.";
  return files === 1 ? "One file is being indexed again." : `${files} files are being indexed again.`;
}
