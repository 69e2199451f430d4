import { createEffect, createSignal, on } from "solid-js";
import type { VListHandle } from "virtua/solid";
import type { TurnId } from "../../workers/contracts/ids.ts";
import type { Campaign } from "../state/campaign.ts";
import { bodyOf } from "../state/wire.ts";
import { rowOfEvent } from "./row-of-event.ts";
import type { StoryDesk } from "./story-desk.ts";
import type { StoryItem } from "./story-item.ts";

interface Sought {
  readonly campaign: Campaign;
  readonly desk: StoryDesk;
  readonly items: () => readonly StoryItem[];
  readonly list: () => VListHandle | undefined;
  /** The reader is led away from the end, and stays there. */
  readonly onAway: () => void;
  readonly readOlder: () => Promise<void>;
}

/** Leads the story to the event somebody asks for, turning back pages until it is in hand. Returns the row it found. */
export function createStorySeek({ campaign, desk, items, list, onAway, readOlder }: Sought) {
  const [row, setRow] = createSignal<string | null>(null);
  const inHand = (seq: number) => (campaign.events()[0]?.header.seq ?? Number.POSITIVE_INFINITY) <= seq;
  const lead = async (sought: { readonly seq: number }) => {
    onAway();
    while (!inHand(sought.seq) && campaign.older.any() && desk.sought() === sought) {
      const before = campaign.events().length;
      await readOlder();
      if (campaign.events().length > before) continue;
      if (!campaign.older.loading()) break;
      // Somebody is turning that page already.
      await nextFrame();
    }
    if (desk.sought() !== sought) return;
    const at = rowOfEvent(items(), { seq: sought.seq, turnId: turnOf(campaign, sought.seq) });
    if (at === null) return desk.left();
    // The story may only just have been brought to the front, where it gets its height.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        list()?.scrollToIndex(at, { align: "start" });
        setRow(items()[at]?.key ?? null);
      }),
    );
  };
  createEffect(
    on(desk.sought, (sought) => {
      setRow(null);
      if (sought !== null) void lead(sought);
    }),
  );
  return row;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

function turnOf(campaign: Campaign, seq: number): TurnId | null {
  const event = campaign.events().find(({ header }) => header.seq === seq);
  const body = event === undefined ? null : bodyOf(event);
  return body?.cause.turnId ?? null;
}
