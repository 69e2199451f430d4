import { createMemo, Show } from "solid-js";
import { Icon } from "../../parts/icons/icon.tsx";
import { runModeOf, speakerOf } from "../../state/who-speaks.ts";
import { useTable } from "../table-context.tsx";

/** Who speaks for the world, always in sight; the title says who pays. Opens what there is to know about it. */
export function VoiceBadge() {
  const { campaign, dialogs } = useTable();
  const shown = createMemo(() => {
    const lane = campaign.store.view?.public;
    if (lane === undefined) return null;
    const { label, paidBy, model } = speakerOf(lane);
    const human = runModeOf(lane) === "human";
    const title = human
      ? "A person tells the story. The machine helps only when asked."
      : model
        ? `A language model tells the story. Paid by ${paidBy}.`
        : "Rules and a grammar tell the story, no AI. It costs nothing.";
    return { label, title, icon: human ? "crown" : model ? "wand" : "seal" } as const;
  });
  return (
    <Show when={shown()}>
      {(badge) => (
        <button
          type="button"
          class="voice-badge"
          title={badge().title}
          aria-label={`Who speaks: ${badge().label}`}
          aria-haspopup="dialog"
          onClick={() => dialogs.open({ kind: "voice" })}
        >
          <Icon name={badge().icon} size={14} />
          <span>{badge().label}</span>
        </button>
      )}
    </Show>
  );
}
