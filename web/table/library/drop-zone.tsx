import { createSignal, For, onCleanup, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import type { Library } from "../../state/library.ts";
import { sizeText } from "../../state/library-words.ts";
import { FileButton } from "./file-button.tsx";
import { useWhoSees } from "./use-who-sees.ts";

/** Where files are brought: dropped, or chosen. */
export function DropZone(props: { library: Library; empty: boolean }) {
  const whoSees = useWhoSees();
  const [over, setOver] = createSignal(false);
  createDropGuard();
  const add = (files: readonly File[]) => void props.library.add(files);
  return (
    <section
      class="drop"
      data-over={over() ? "" : undefined}
      aria-label="Bring files"
      onDragOver={(ev) => {
        if (!hasFiles(ev)) return;
        ev.preventDefault();
        setOver(true);
      }}
      onDragLeave={(ev) => {
        if (!(ev.relatedTarget instanceof Node) || !ev.currentTarget.contains(ev.relatedTarget)) setOver(false);
      }}
      onDrop={(ev) => {
        if (!hasFiles(ev)) return;
        ev.preventDefault();
        setOver(false);
        add([...(ev.dataTransfer?.files ?? [])]);
      }}
    >
      <Show when={props.empty}>
        <p class="drop-why">
          Bring your world here: the book of an adventure, house rules, your notes. The DM reads them, keeps to them and
          names the page. Pictures can be shown to the table.
        </p>
      </Show>
      <FileButton tone={props.empty ? "primary" : "plain"} multiple onFiles={add}>
        Choose files
      </FileButton>
      <p class="drop-hint">
        or drop them here. PDF, Markdown, text or pictures
        <Show when={props.library.limits()}>{(limits) => <>, up to {sizeText(limits().fileBytes)} each</>}</Show>. Who
        sees them: {lowered(whoSees("gm"))}, until you open them.
      </p>
      <Doubles library={props.library} />
      <Show when={props.library.refused().length > 0}>
        <ul class="drop-refused" role="alert">
          <For each={props.library.refused()}>
            {(refusal) => (
              <li>
                <Icon name="warning" size={16} />
                <span>
                  <b>{refusal.name}</b>: {refusal.words}
                </span>
                <IconButton
                  icon="close"
                  label={`Put the notice about ${refusal.name} away`}
                  onClick={() => props.library.putAside(refusal.name)}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** Asked before a byte is sent: the second copy of a file is found twice and cited twice. */
function Doubles(props: { library: Library }) {
  return (
    <Show when={props.library.doubles().length > 0}>
      <ul class="drop-refused" role="alert">
        <For each={props.library.doubles()}>
          {(file) => (
            <li class="drop-double">
              <Icon name="info" size={16} />
              <span>
                <b>{file.name}</b> is here already: a file of the same name, and as long.
              </span>
              <div class="drop-double-choice">
                <Button size="small" onClick={() => props.library.leaveDouble(file)}>
                  Leave it
                </Button>
                <Button size="small" icon="upload" onClick={() => void props.library.bringTwice(file)}>
                  Bring it a second time
                </Button>
              </div>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** A file that is dropped beside the zone would be opened in place of the table. */
function createDropGuard(): void {
  const guard = (ev: DragEvent) => {
    if (hasFiles(ev)) ev.preventDefault();
  };
  for (const kind of ["dragover", "drop"] as const) {
    window.addEventListener(kind, guard);
    onCleanup(() => window.removeEventListener(kind, guard));
  }
}

const hasFiles = (ev: DragEvent) => ev.dataTransfer?.types.includes("Files") ?? false;
