import { createUniqueId, For, Show } from "solid-js";
import type { UploadCard, UploadKind, Visibility } from "../../../workers/contracts/library.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import type { IconName } from "../../parts/icons/icon-paths.ts";
import { Menu } from "../../parts/menu.tsx";
import { Pill } from "../../parts/pill.tsx";
import type { Library } from "../../state/library.ts";
import { hasPages, KIND_WORDS, sizeText } from "../../state/library-words.ts";
import { useTable } from "../table-context.tsx";
import type { FileQuestion } from "./file-dialogs.tsx";
import { FileProgress } from "./file-progress.tsx";
import { orTell } from "./or-tell.ts";
import { useFilesSeen } from "./use-files-seen.ts";
import { useWhoSees } from "./use-who-sees.ts";

const ICONS: Record<UploadKind, IconName> = { pdf: "book", markdown: "scroll", text: "scroll", image: "map" };

/** One file: what it is, how it is getting on, who sees it, and what can be done with it. */
export function FileRow(props: { file: UploadCard; library: Library; onAsk: (question: FileQuestion) => void }) {
  const { campaign } = useTable();
  const sending = () => props.library.sending().find(({ id }) => id === props.file.id);
  const seen = useFilesSeen();
  const ready = () => props.file.status === "ready";
  return (
    <li class="file" data-status={props.file.status}>
      <div class="file-head">
        <Icon name={ICONS[props.file.kind]} size={20} />
        <div class="file-name">
          <Title file={props.file} />
          <Show when={!campaign.mayRun() && seen.isNew(props.file.id)}>
            <Pill tone="ember" class="file-new">
              New
            </Pill>
          </Show>
          <p class="file-facts numeral">{factsOf(props.file)}</p>
        </div>
        <Show when={campaign.mayRun() && props.file.status !== "pending"}>
          <Menu
            label={`More for ${props.file.title}`}
            entries={[
              { label: "Rename", icon: "edit", onChoose: () => props.onAsk({ what: "rename", file: props.file }) },
              { label: "Delete", icon: "trash", onChoose: () => props.onAsk({ what: "delete", file: props.file }) },
            ]}
          />
        </Show>
      </div>
      <Show when={campaign.mayRun()}>
        <FileProgress
          file={props.file}
          sending={sending()}
          library={props.library}
          onDelete={() => props.onAsk({ what: "delete", file: props.file })}
        />
        <Show when={props.file.note}>
          {(note) => (
            <p class="file-note">
              <Icon name="info" size={15} /> {note()}
            </p>
          )}
        </Show>
        <Seen file={props.file} library={props.library} />
        <Show when={ready()}>
          <div class="file-actions">
            <Button
              size="small"
              icon="eye"
              aria-label={`Show to the table: ${props.file.title}`}
              onClick={() => props.onAsk({ what: "show", file: props.file })}
            >
              Show to the table
            </Button>
            <Pill tone="boon" icon="check">
              Ready
            </Pill>
          </div>
        </Show>
      </Show>
    </li>
  );
}

function Title(props: { file: UploadCard }) {
  const { dialogs } = useTable();
  const open = () => {
    const { id: uploadId, title, kind } = props.file;
    dialogs.open(
      kind === "image"
        ? { kind: "picture", uploadId, title, caption: "" }
        : { kind: "reader", uploadId, title, page: 1 },
    );
  };
  return (
    <Show
      when={props.file.status === "ready" || props.file.searchable}
      fallback={<p class="file-title">{props.file.title}</p>}
    >
      <button type="button" class="file-title link" aria-label={`Open ${props.file.title}`} onClick={open}>
        {props.file.title}
      </button>
    </Show>
  );
}

function factsOf(file: UploadCard): string {
  const pages = hasPages(file) ? `, ${file.pagesTotal} ${file.pagesTotal === 1 ? "page" : "pages"}` : "";
  return `${KIND_WORDS[file.kind]}, ${sizeText(file.sizeBytes)}${pages}`;
}

const CHOICES: readonly { readonly value: Visibility; readonly icon: IconName }[] = [
  { value: "gm", icon: "lock" },
  { value: "players", icon: "people" },
];

/** Who can see a file. It holds from the moment it is chosen. */
function Seen(props: { file: UploadCard; library: Library }) {
  const name = createUniqueId();
  const whoSees = useWhoSees();
  let choices: HTMLFieldSetElement | undefined;
  const choose = async (visibility: Visibility) => {
    if (await orTell(props.library.open(props.file.id, visibility))) return;
    // It was refused: the choice goes back to what holds.
    for (const box of choices?.querySelectorAll("input") ?? []) box.checked = box.value === props.file.visibility;
  };
  return (
    <fieldset ref={choices} class="seen">
      <legend class="sr-only">Who can see {props.file.title}</legend>
      <For each={CHOICES}>
        {(choice) => (
          <label class="seen-choice">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={props.file.visibility === choice.value}
              onChange={() => void choose(choice.value)}
            />
            <span>
              <Icon name={choice.icon} size={15} /> {whoSees(choice.value)}
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
