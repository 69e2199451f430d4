import "./maker.css";
import { createEffect, createMemo, createResource, For, Show, Suspense } from "solid-js";
import type { CharacterDraft } from "../../workers/contracts/creatures.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { api } from "../state/api-client.ts";
import { HeroMaker } from "./hero-maker.tsx";
import { useCampaign } from "./table-context.tsx";

/** A character of one's own, made at the table or taken from the shelf, and seated at once. */
export function MakerDialog(props: { onClose: () => void }) {
  const campaign = useCampaign();
  const ruleset = () => campaign.store.view?.public.ruleset ?? "d20";
  // What was refused is said by a toast; then the button is free again.
  const busy = createMemo(() =>
    campaign.outbox().some(({ frame }) => frame.t === "client.table" && frame.command.type === "make_hero"),
  );
  createEffect(() => {
    if (campaign.me()?.creatureId != null) props.onClose();
  });
  const bring = (draft: CharacterDraft) => campaign.table({ type: "make_hero", draft });
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title="A character of your own" wide>
      <Suspense>
        <Shelf ruleset={ruleset()} onTake={bring} />
      </Suspense>
      <HeroMaker ruleset={ruleset()} verb="Sit down" busy={busy()} onMade={bring} />
    </Dialog>
  );
}

/** Characters kept from other evenings that fit the rules of this table. */
function Shelf(props: { ruleset: string; onTake: (draft: CharacterDraft) => void }) {
  const [answer] = createResource(() => api.characters());
  const fitting = createMemo(() => {
    const value = answer();
    return value?.ok ? value.value.filter(({ draft }) => draft.sheet.ruleset === props.ruleset) : [];
  });
  return (
    <Show when={fitting().length > 0}>
      <section class="maker-shelf" aria-label="Kept from other evenings">
        <For each={fitting()}>
          {({ draft }) => (
            <Button icon="person" onClick={() => props.onTake(draft)}>
              {draft.name}
            </Button>
          )}
        </For>
      </section>
    </Show>
  );
}
