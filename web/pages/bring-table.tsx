import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { Ember } from "../parts/ember.tsx";
import { Field } from "../parts/field.tsx";
import { api } from "../state/api-client.ts";
import { wordsFor } from "../state/result.ts";
import { me, signedIn } from "../state/session.ts";
import { NameForm } from "./name-form.tsx";

/** A table that was played at another Emberhall goes on here, also for somebody who has never been here. */
export function BringTable() {
  const navigate = useNavigate();
  const [log, setLog] = createSignal<File | null>(null);
  const [fault, setFault] = createSignal("");
  const [lacksLog, setLacksLog] = createSignal(false);
  const [busy, setBusy] = createSignal(false);

  const bring = async (name: string) => {
    const file = log();
    if (busy()) return;
    setLacksLog(file === null);
    if (file === null) return;
    setFault("");
    setBusy(true);
    const why = await bringAs(name, file);
    setBusy(false);
    if (why !== null) setFault(why);
  };

  /** Whoever is nobody here yet becomes a guest first. Answers why it did not come to anything. */
  const bringAs = async (name: string, file: File): Promise<string | null> => {
    if (!me()) {
      const guest = await api.guest(name);
      if (!guest.ok) return wordsFor(guest.problem);
      signedIn(guest.value);
    }
    const answer = await api.importCampaign(file);
    if (!answer.ok) return wordsFor(answer.problem);
    navigate(`/t/${answer.value.campaign.id}`);
    return null;
  };

  return (
    <details class="mt-6">
      <summary class="fold-summary">Bring a table from elsewhere</summary>
      <div class="mt-2 grid gap-4">
        <p class="text-sm text-soft">
          Whoever keeps the other server exports the table whole; choose its <code>events.ndjson</code>. Every event is
          checked before it is taken. The table is yours then, and everybody else comes by its link.
        </p>
        <Field label="The log of the table" error={lacksLog() ? "Choose the log of the table first." : undefined}>
          {(described) => (
            <input
              {...described}
              type="file"
              class="field-box max-w-full"
              accept=".ndjson,application/x-ndjson"
              disabled={busy()}
              onChange={(ev) => {
                setLog(ev.currentTarget.files?.[0] ?? null);
                setLacksLog(false);
                setFault("");
              }}
            />
          )}
        </Field>
        <NameForm
          verb="Bring the table"
          icon="flame"
          fault={fault()}
          busy={busy()}
          onName={(name) => void bring(name)}
        />
        <Show when={busy()}>
          <Ember text="Checking every event…" />
        </Show>
      </div>
    </details>
  );
}
