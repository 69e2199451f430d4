import { createSignal, onCleanup } from "solid-js";
import type { ClientFrame } from "../../workers/contracts/frames.ts";
import type { ActionId } from "../../workers/contracts/ids.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { keep } from "./keep.ts";
import {
  type ActingFrame,
  again,
  delivered,
  loadOutbox,
  type Outbox,
  passesByItself,
  posted,
  refused,
  saveOutbox,
  sent,
  unsent,
} from "./outbox.ts";

const RETRY_AFTER_MS = 1_500;
const OVERDUE_MS = 5_000;

export interface OutboxDesk {
  readonly parcels: () => Outbox;
  post(frame: ActingFrame): void;
  /** Sends all that wait. Called when the table has said welcome, and after each post. */
  flush(): void;
  lineLost(): void;
  delivered(id: ActionId): void;
  /** Something was sent a while ago and has no answer: is the line still there? */
  isOverdue(): boolean;
  /** True when the refusal passes by itself and was taken care of. */
  refused(id: ActionId, problem: Problem): boolean;
  drop(id: ActionId): void;
  retry(id: ActionId): void;
}

/** The outbox of one campaign: kept before it is sent, dropped when it is answered. */
export function createOutboxDesk(campaignId: string, send: (frame: ClientFrame) => boolean): OutboxDesk {
  const [parcels, setParcels] = createSignal<Outbox>(loadOutbox(keep, campaignId));
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onCleanup(() => timers.forEach(clearTimeout));

  const change = (next: Outbox) => {
    if (next === parcels()) return;
    saveOutbox(keep, campaignId, next);
    setParcels(next);
  };
  const flush = () => {
    for (const parcel of parcels()) {
      if (parcel.state === "waiting" && send(parcel.frame)) change(sent(parcels(), parcel.id));
    }
  };
  const retry = (id: ActionId) => {
    change(again(parcels(), id));
    flush();
  };
  const retryLater = (id: ActionId, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      retry(id);
    }, ms);
    timers.add(timer);
  };

  return {
    parcels,
    post(frame) {
      change(posted(parcels(), frame, Date.now()));
      flush();
    },
    flush,
    lineLost: () => change(unsent(parcels())),
    isOverdue: () => parcels().some(({ state, at }) => state === "sent" && Date.now() - at > OVERDUE_MS),
    delivered: (id) => change(delivered(parcels(), id)),
    refused(id, problem) {
      if (!parcels().some((parcel) => parcel.id === id)) return false;
      if (passesByItself(problem)) {
        retryLater(id, problem.retryAfterMs ?? RETRY_AFTER_MS);
        return true;
      }
      change(refused(parcels(), id, problem));
      return false;
    },
    drop: (id) => change(delivered(parcels(), id)),
    retry,
  };
}
