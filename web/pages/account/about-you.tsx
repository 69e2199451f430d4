import { createSignal, For, onCleanup, Show } from "solid-js";
import type { AuditLine } from "../../../workers/contracts/audit.ts";
import type { Me } from "../../../workers/contracts/http.ts";
import type { Erasure } from "../../../workers/contracts/people.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { wordsFor } from "../../state/result.ts";
import { forget } from "../../state/session.ts";

/** What is known of whoever sits here: as a file, as a trail, and the end of it. */
export function AboutYou(props: { who: Me; onErased: (receipt: Erasure) => void }) {
  const [asking, setAsking] = createSignal(false);
  return (
    <div class="grid w-full justify-items-start gap-4">
      <p class="text-soft">
        Everything about you is yours to take along, and yours to end.{" "}
        <a class="link" href="/privacy">
          Who can read what
        </a>
      </p>
      <div class="flex flex-wrap gap-2">
        <TakeAlong />
        <Button tone="danger" onClick={() => setAsking(true)}>
          Erase me
        </Button>
      </div>
      <Trail />
      <Show when={asking()}>
        <EraseDialog who={props.who} onClose={() => setAsking(false)} onErased={props.onErased} />
      </Show>
    </div>
  );
}

/** The file comes by way of the page: a plain link could not ask for the passkey when that is wanted. */
function TakeAlong() {
  const [file, setFile] = createSignal<string | null>(null);
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  let link: HTMLAnchorElement | undefined;
  const release = () => {
    const before = file();
    if (before !== null) URL.revokeObjectURL(before);
  };
  onCleanup(release);
  const take = async () => {
    setBusy(true);
    const answer = await accountsApi.aboutMe();
    setBusy(false);
    setFault(answer.ok ? "" : wordsFor(answer.problem));
    if (!answer.ok) return;
    release();
    setFile(URL.createObjectURL(answer.value));
    link?.click();
  };
  return (
    <>
      <Button icon="download" busy={busy()} onClick={() => void take()}>
        Download everything
      </Button>
      <a ref={link} href={file() ?? undefined} download="emberhall-about-me.ndjson" hidden tabindex={-1}>
        Everything about you
      </a>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </>
  );
}

function EraseDialog(props: { who: Me; onClose: () => void; onErased: (receipt: Erasure) => void }) {
  const [name, setName] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const erase = async () => {
    setBusy(true);
    const answer = await accountsApi.eraseMe(name());
    setBusy(false);
    if (!answer.ok) return setFault(wordsFor(answer.problem));
    props.onErased(answer.value);
    forget();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Erase yourself, for good?"
      description="You are signed out everywhere. Your words are taken out of every table and your characters and files go. A table that is yours goes to somebody else at it, or is gone with you. Nobody can bring it back."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep me</Button>
          <Button tone="danger" busy={busy()} disabled={name().trim() !== props.who.name} onClick={() => void erase()}>
            Erase me
          </Button>
        </>
      }
    >
      <TextField
        label={`Type your name to go on: ${props.who.name}`}
        autocomplete="off"
        value={name()}
        onInput={(ev) => setName(ev.currentTarget.value)}
        error={fault() || undefined}
      />
    </Dialog>
  );
}

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
export const DEEDS: Record<AuditLine["verb"], string> = {
  "signed-in": "signed in",
  "signed-out": "signed out",
  "signed-out-everywhere": "signed out everywhere",
  "session-ended": "signed another browser out",
  "others-signed-out": "signed all other browsers out",
  confirmed: "showed your passkey again",
  "name-given": "took a name",
  "passkey-added": "added a passkey",
  "passkey-renamed": "renamed a passkey",
  "passkey-removed": "removed a passkey",
  "recovery-codes-made": "made recovery codes",
  "campaign-started": "started a table",
  "campaign-changed": "changed a table",
  "campaign-imported": "brought a table from elsewhere",
  "campaign-forked": "made a table of their own out of one",
  "handed-over": "handed a table over",
  "invite-made": "made a link",
  "invite-changed": "changed a link",
  "invite-replaced": "made a link anew",
  "invite-revoked": "revoked a link",
  "came-by-invite": "came by a link",
  "request-decided": "answered somebody at the door",
  "role-given": "gave somebody a role",
  removed: "removed somebody",
  "let-back": "let somebody back",
  left: "left a table",
  banned: "kept somebody out",
  "ban-lifted": "let somebody ask again",
  "file-brought": "brought a file",
  "file-changed": "changed a file",
  "file-deleted": "deleted a file",
  "file-shown": "showed a file",
  "library-indexed": "had the library indexed anew",
  "character-deleted": "deleted a character",
  erased: "asked to be erased",
  "keeper-exported": "exported what is known of you",
  "keeper-signed-out": "signed you out everywhere",
  "keeper-set-still": "set a table still",
  "keeper-let-play": "let a table play on",
  "keeper-put-back": "put a table back to an earlier hour",
  "keeper-put-away": "put a table away",
  "keeper-took-out": "took a table out again",
};
const whoDid = (verb: AuditLine["verb"]) => (verb.startsWith("keeper-") ? "Whoever keeps this server" : "You");

/** What was done with this account, fetched when somebody wants to know. */
function Trail() {
  const [lines, setLines] = createSignal<readonly AuditLine[]>([]);
  const [next, setNext] = createSignal<number | null | undefined>(undefined);
  const [fault, setFault] = createSignal("");
  const more = async () => {
    const answer = await accountsApi.trail(next() ?? undefined);
    if (!answer.ok) return setFault(wordsFor(answer.problem));
    setLines([...lines(), ...answer.value.items]);
    setNext(answer.value.next);
  };
  return (
    <details class="w-full" onToggle={(ev) => ev.currentTarget.open && next() === undefined && void more()}>
      <summary class="fold-summary">What was done with your account</summary>
      <ul class="mt-2 grid gap-1 text-sm" aria-label="What was done with your account">
        <For each={lines()}>
          {(line) => (
            <li>
              <span class="text-faint">{when.format(line.at)}</span> {whoDid(line.verb)} {DEEDS[line.verb]}
              {line.result === "refused" ? ", and were refused" : ""}.
            </li>
          )}
        </For>
      </ul>
      <Show when={typeof next() === "number"}>
        <Button size="small" class="mt-2" onClick={() => void more()}>
          Further back
        </Button>
      </Show>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </details>
  );
}
