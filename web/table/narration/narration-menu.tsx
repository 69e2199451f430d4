import { createMemo, createSignal, lazy, Show, Suspense } from "solid-js";
import type { PublicLane } from "../../../workers/core/state.ts";
import { IconButton } from "../../parts/icon-button.tsx";
import type { MenuEntry } from "../../parts/menu.tsx";
import type { EntryOf, Wording } from "../../state/story-entry.ts";
import { type TableParts, useTable } from "../table-context.tsx";

// It brings its own way of placing itself, and most narrations are only read.
const Menu = lazy(async () => ({ default: (await import("../../parts/menu.tsx")).Menu }));
const LABEL = "About this narration";

/** What can be done with what was told. */
export function NarrationMenu(props: {
  entry: EntryOf<"narration">;
  wording: Wording | undefined;
  onEarlier: () => void;
}) {
  const table = useTable();
  const [wanted, setWanted] = createSignal(false);
  const entries = createMemo(() => entriesFor(table, props.entry, props.wording, props.onEarlier));
  const plain = () => (
    <IconButton icon="more" label={LABEL} class="menu-trigger" aria-haspopup="menu" onClick={() => setWanted(true)} />
  );
  return (
    <Show when={entries().length > 0}>
      <Show when={wanted()} fallback={plain()}>
        <Suspense fallback={plain()}>
          <Menu label={LABEL} entries={entries()} openAtOnce />
        </Suspense>
      </Show>
    </Show>
  );
}

function entriesFor(
  { campaign, dialogs }: TableParts,
  entry: EntryOf<"narration">,
  wording: Wording | undefined,
  onEarlier: () => void,
): readonly MenuEntry[] {
  const lane = campaign.store.view?.public;
  const me = campaign.me();
  if (lane === undefined || me === null) return [];
  const { seq } = entry;
  const forAll = entry.onlyFor.length === 0;
  const turnId = wording?.turnId ?? entry.turnId;
  const mayAsk = isTellable(lane, seq) && (campaign.mayRun() || me.creatureId !== null);
  const offered: readonly (readonly [boolean, MenuEntry])[] = [
    [
      mayAsk,
      { label: "Retell in other words", icon: "retry", onChoose: () => campaign.table({ type: "retell", of: seq }) },
    ],
    [
      mayAsk && !entry.putAway,
      { label: "Go on", icon: "play", onChoose: () => campaign.table({ type: "continue_telling", of: seq }) },
    ],
    [
      campaign.mayRun() && forAll,
      { label: "Edit", icon: "edit", onChoose: () => dialogs.open({ kind: "edit", seq, text: entry.text }) },
    ],
    [entry.wordings.length > 1, { label: "Earlier wording", icon: "history", onChoose: onEarlier }],
    [
      turnId !== null,
      {
        label: "What the DM saw",
        icon: "eye",
        onChoose: () => turnId !== null && dialogs.open({ kind: "saw", turnId }),
      },
    ],
    [forAll, { label: "Report", icon: "flag", onChoose: () => dialogs.open({ kind: "report", seq }) }],
  ];
  return offered.flatMap(([shown, item]) => (shown ? [item] : []));
}

/** Only the last narration of a machine can be told again or gone on from, and only while nothing else is going on. */
function isTellable({ told, turn, settings, paused, status }: PublicLane, seq: number): boolean {
  return (
    told?.seq === seq &&
    told.turn !== null &&
    turn === null &&
    !paused &&
    status === "open" &&
    settings.dmMode !== "human"
  );
}
