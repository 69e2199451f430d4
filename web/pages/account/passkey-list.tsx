import { createSignal, For, Show } from "solid-js";
import type { PasskeyCard } from "../../../workers/contracts/accounts.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { wordsFor } from "../../state/result.ts";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** What keeps somebody's place, each with the day it was last of use. */
export function PasskeyList(props: {
  passkeys: readonly PasskeyCard[];
  onChange: (what: "rename" | "remove") => void;
}) {
  const [question, setQuestion] = createSignal<{ what: "rename" | "remove"; passkey: PasskeyCard } | null>(null);
  const close = (changed: boolean) => {
    const what = question()?.what;
    setQuestion(null);
    if (changed && what !== undefined) props.onChange(what);
  };
  const about = (what: "rename" | "remove") => (question()?.what === what ? question()?.passkey : undefined);
  return (
    <>
      <ul class="grid w-full gap-3" aria-label="Passkeys">
        <For each={props.passkeys}>
          {(passkey) => (
            <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <div class="flex min-w-0 items-center gap-3">
                <Icon name="key" size={20} />
                <div class="min-w-0">
                  <p class="break-words font-semibold">{passkey.name}</p>
                  <p class="text-sm text-soft">{whenOf(passkey)}</p>
                </div>
              </div>
              <div class="flex gap-2">
                <Button
                  tone="quiet"
                  icon="edit"
                  aria-label={`Rename ${passkey.name}`}
                  onClick={() => setQuestion({ what: "rename", passkey })}
                >
                  Rename
                </Button>
                <Button
                  tone="quiet"
                  icon="trash"
                  aria-label={`Remove ${passkey.name}`}
                  onClick={() => setQuestion({ what: "remove", passkey })}
                >
                  Remove
                </Button>
              </div>
            </li>
          )}
        </For>
      </ul>
      <Show when={about("rename")}>{(passkey) => <Rename passkey={passkey()} onClose={close} />}</Show>
      <Show when={about("remove")}>{(passkey) => <Remove passkey={passkey()} onClose={close} />}</Show>
    </>
  );
}

function whenOf({ createdAt, lastUsedAt, synced }: PasskeyCard): string {
  const used = lastUsedAt === null ? `added ${day.format(createdAt)}` : `last used ${day.format(lastUsedAt)}`;
  return synced ? `${used}, on all your devices` : `${used}, on one device`;
}

function Rename(props: { passkey: PasskeyCard; onClose: (changed: boolean) => void }) {
  const [name, setName] = createSignal(props.passkey.name);
  const [fault, setFault] = createSignal("");
  const save = async () => {
    if (name().trim() === "") return;
    const answer = await accountsApi.renamePasskey(props.passkey.id, name().trim());
    if (answer.ok) props.onClose(true);
    else setFault(wordsFor(answer.problem));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose(false)}
      title="Rename the passkey"
      footer={
        <>
          <Button onClick={() => props.onClose(false)}>Leave it</Button>
          <Button tone="primary" disabled={name().trim() === ""} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        hint="So that you know later which device it is on."
        maxlength={60}
        value={name()}
        onInput={(ev) => setName(ev.currentTarget.value)}
        onKeyDown={(ev) => ev.key === "Enter" && void save()}
        error={fault() || undefined}
      />
    </Dialog>
  );
}

function Remove(props: { passkey: PasskeyCard; onClose: (changed: boolean) => void }) {
  const [fault, setFault] = createSignal("");
  const remove = async () => {
    const answer = await accountsApi.removePasskey(props.passkey.id);
    if (answer.ok) props.onClose(true);
    else setFault(wordsFor(answer.problem));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose(false)}
      title={`Remove “${props.passkey.name}”?`}
      description="It opens nothing here any more. Browsers that are signed in stay so unless you sign them out."
      footer={
        <>
          <Button onClick={() => props.onClose(false)}>Keep it</Button>
          <Button tone="danger" icon="trash" onClick={() => void remove()}>
            Remove it
          </Button>
        </>
      }
    >
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </Dialog>
  );
}
