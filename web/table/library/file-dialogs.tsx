import { createSignal, Match, Show, Switch } from "solid-js";
import type { UploadCard } from "../../../workers/contracts/library.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea, TextField } from "../../parts/field.tsx";
import type { Library } from "../../state/library.ts";
import { orTell } from "./or-tell.ts";

/** What is asked before something is done with a file. */
export interface FileQuestion {
  readonly what: "rename" | "delete" | "show";
  readonly file: UploadCard;
}

interface QuestionProps {
  file: UploadCard;
  library: Library;
  onClose: () => void;
}

/** The question that is open, if one is. */
export function FileDialogs(props: { question: FileQuestion | null; library: Library; onClose: () => void }) {
  const about = (what: FileQuestion["what"]) => (props.question?.what === what ? props.question.file : null);
  return (
    <Switch>
      <Match when={about("rename")}>{(file) => <Rename {...props} file={file()} />}</Match>
      <Match when={about("delete")}>{(file) => <Delete {...props} file={file()} />}</Match>
      <Match when={about("show")}>{(file) => <ShowToTable {...props} file={file()} />}</Match>
    </Switch>
  );
}

function Rename(props: QuestionProps) {
  const [title, setTitle] = createSignal(props.file.title);
  const [busy, setBusy] = createSignal(false);
  const save = async () => {
    if (title().trim() === "" || busy()) return;
    setBusy(true);
    if (await orTell(props.library.rename(props.file.id, title().trim()))) props.onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Rename the file"
      footer={
        <>
          <Button onClick={() => props.onClose()}>Leave it</Button>
          <Button tone="primary" busy={busy()} disabled={title().trim() === ""} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        hint="Citations carry this name from here on; those in the story keep the one they were made with."
        maxlength={120}
        value={title()}
        onInput={(ev) => setTitle(ev.currentTarget.value)}
        onKeyDown={(ev) => ev.key === "Enter" && void save()}
      />
    </Dialog>
  );
}

function Delete(props: QuestionProps) {
  const [busy, setBusy] = createSignal(false);
  const remove = async () => {
    setBusy(true);
    if (await orTell(props.library.remove(props.file.id))) props.onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`Delete “${props.file.title}”?`}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button tone="danger" icon="trash" busy={busy()} onClick={() => void remove()}>
            Delete it
          </Button>
        </>
      }
    >
      <p>
        The file, its text and everything found in it are deleted for good. Where the story shows or cites it, it will
        say that it is no longer there.
      </p>
    </Dialog>
  );
}

function ShowToTable(props: QuestionProps) {
  const [caption, setCaption] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const key = crypto.randomUUID();
  const show = async () => {
    setBusy(true);
    if (await orTell(props.library.show(props.file.id, caption().trim(), key))) props.onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`Show “${props.file.title}”`}
      description="It lands in the story, for everybody at the table."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Not now</Button>
          <Button tone="primary" icon="eye" busy={busy()} onClick={() => void show()}>
            Show it
          </Button>
        </>
      }
    >
      <TextArea
        label="A few words with it"
        hint="What they see, or where it comes from. It can be left empty."
        maxlength={300}
        value={caption()}
        onInput={(ev) => setCaption(ev.currentTarget.value)}
      />
      <Show when={props.file.visibility === "gm"}>
        <p class="file-note">From then on everybody can open the whole file, as if you had opened it to them.</p>
      </Show>
    </Dialog>
  );
}
