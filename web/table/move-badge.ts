import { createEffect, onCleanup } from "solid-js";
import { reading } from "../state/reading.ts";
import { knock } from "./sounds.ts";
import { useCampaign } from "./table-context.tsx";
import { waitingFor } from "./whose-move.ts";

/** The page's title says when it is your move, for those who have wandered off to another tab. */
export function createMoveBadge(): void {
  const campaign = useCampaign();
  const before = document.title;
  let last = "nothing";
  createEffect(() => {
    const view = campaign.store.view;
    if (view === null) return;
    const waiting = waitingFor(view.public, campaign.live.memberId, view.own?.open ?? {}).for;
    const yours = waiting === "roll" || waiting === "initiative" || waiting === "answer" || waiting === "round";
    document.title = `${yours ? "● Your move: " : ""}${view.public.title || "The table"} · Emberhall`;
    if (yours && waiting !== last && reading().sounds) knock();
    last = waiting;
  });
  onCleanup(() => {
    document.title = before;
  });
}
