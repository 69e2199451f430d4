import { createComputed, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { EntityId, FactId, FactView, MemoryView } from "../../workers/contracts/memory.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import type { Campaign } from "./campaign.ts";
import type { MemoryApi } from "./memory-api.ts";
import { changeOfCommand, changesSince, isBehind, type MemoryChange, withChanges } from "./memory-changes.ts";
import { memoryCommandOf } from "./memory-commands.ts";
import { type Kept, keptOf } from "./memory-kept.ts";
import { type FactFilter, factsShown } from "./memory-lists.ts";

/** Events come in bursts: a turn is a dozen of them. */
const SETTLES_MS = 400;
const TYPED_MS = 250;

/** What the panel shows of memory, read while it is open and again when something memorable happens. */
export function createMemoryDesk(campaign: Campaign, api: MemoryApi) {
  const kept = keptOf(campaign);
  const reader = createReader(campaign, api, kept);
  const myName = () => campaign.me()?.name ?? "You";
  const changes = createMemo(() => {
    const throughSeq = kept.view()?.throughSeq ?? 0;
    const nameOf = (id: string) => campaign.store.view?.public.members[id as never]?.name ?? "Somebody";
    return [
      ...changesSince(campaign.events(), throughSeq, nameOf),
      ...onTheWay(campaign).flatMap((command) => changeOfCommand(command, myName()) ?? []),
    ];
  });
  const view = createShown(kept.view, changes);
  const found = createShown(reader.found, changes);
  const stood = createStood(() => [...(view()?.facts ?? []), ...(found()?.facts ?? [])]);
  const facts = createMemo(() => {
    const sought = found();
    // The server has looked through all there is, with its own idea of what a word matches.
    return sought === null
      ? factsShown(view()?.facts ?? [], kept.filter(), stood())
      : factsShown(sought.facts, { ...kept.filter(), words: "", about: null }, stood());
  });
  return {
    view,
    facts,
    cards: createMemo(() => view()?.cards ?? []),
    card: (id: EntityId) => view()?.cards.find((card) => card.id === id),
    fact: (id: FactId) => view()?.facts.find((fact) => fact.id === id),
    problem: reader.problem,
    again: reader.read,
    filter: kept.filter,
    narrow: (more: Partial<FactFilter>) => kept.setFilter({ ...kept.filter(), ...more }),
    part: kept.part,
    setPart: kept.setPart,
    openCard: kept.openCard,
    /** Opens a card from anywhere in the panel; null closes it. */
    showCard(id: EntityId | null): void {
      kept.setOpenCard(id);
      if (id !== null) kept.setPart("cards");
    },
    /** Own notes that the log has not named yet. */
    notesOnTheWay: () => onTheWay(campaign).flatMap((command) => (command.type === "note_fact" ? [command.text] : [])),
    /** Those who look on may read. */
    mayEdit: () => campaign.me() !== null && campaign.me()?.role !== "spectator",
  };
}

export type MemoryDesk = ReturnType<typeof createMemoryDesk>;

/** Which facts have stood while the panel is open, whatever has become of them since. */
function createStood(facts: () => readonly FactView[]) {
  return createMemo<ReadonlySet<FactId>>(
    (before) => new Set([...before, ...facts().flatMap(({ id, forgotten }) => (forgotten ? [] : [id]))]),
    new Set(),
  );
}

/** Commands of one's own that have no answer yet. Refused ones change nothing. */
function onTheWay(campaign: Campaign) {
  return campaign
    .outbox()
    .filter(({ state }) => state !== "refused")
    .flatMap(({ frame }) => memoryCommandOf(frame) ?? []);
}

/** What was read with what has changed since laid over it. Facts keep their identity: somebody may be writing in one. */
function createShown(read: () => MemoryView | null, changes: () => readonly MemoryChange[]) {
  const [shown, setShown] = createStore<{ view: MemoryView | null }>({ view: null });
  createComputed(() => {
    const view = read();
    // A copy, because the store writes into what it is given.
    const next = view === null ? null : structuredClone(withChanges(view, changes()));
    setShown("view", reconcile(next, { key: "id" }));
  });
  return () => shown.view;
}

/** Reads at once, whenever something memorable has happened, and when somebody looks beyond what is in hand. */
function createReader(campaign: Campaign, api: MemoryApi, kept: Kept) {
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const [found, setFound] = createSignal<MemoryView | null>(null);
  const isOpen = () => campaign.live.line.state === "open";
  const headSeq = () => campaign.raw()?.head.seq ?? 0;
  let asked = 0;
  let soughtNow = 0;
  // The head when the newest answer was asked for: what it does not hold then is nothing to be remembered.
  let knownSeq = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async () => {
    clearTimeout(timer);
    const mine = ++asked;
    const asOf = headSeq();
    const answer = await api.read();
    if (mine !== asked) return;
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    knownSeq = Math.max(knownSeq, asOf);
    kept.setView(answer.value);
  };
  /** Beyond what is in hand only the server can look. */
  const seek = async () => {
    const { words, about } = kept.filter();
    const mine = ++soughtNow;
    const whole = kept.view();
    if ((words.trim() === "" && about === null) || whole === null || whole.factsTotal <= whole.facts.length)
      return setFound(null);
    const answer = await api.read({ q: words.trim(), ...(about === null ? {} : { about }) });
    if (mine !== soughtNow) return;
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setFound(answer.value);
  };
  const readSoon = () => {
    clearTimeout(timer);
    // Without a line there would be no answer; when it is back, what was missed is read.
    timer = setTimeout(() => isOpen() && void read(), SETTLES_MS);
  };
  createEffect(
    on([headSeq, () => campaign.live.level, isOpen], ([head, level, open], before) => {
      if (before === undefined) void read();
      else if (level && open && (problem() !== null || isBehind(campaign.events(), knownSeq, head))) readSoon();
    }),
  );
  let seekTimer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on([() => kept.filter().words, () => kept.filter().about, kept.view], () => {
      clearTimeout(seekTimer);
      seekTimer = setTimeout(() => void seek(), TYPED_MS);
    }),
  );
  onCleanup(() => {
    asked++;
    soughtNow++;
    clearTimeout(timer);
    clearTimeout(seekTimer);
  });
  return { problem, found, read };
}
