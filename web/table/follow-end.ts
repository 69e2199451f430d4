import { createEffect, createSignal, on } from "solid-js";
import type { VListHandle } from "virtua/solid";

/** So near the end counts as being there: new words pull the page along. */
const NEAR_END_PX = 120;
/** A scroll this soon after a wheel, a touch or a key is the reader's own; any other is the page settling. */
const OWN_SCROLL_MS = 700;
const HEADROOM_PX = 12;

interface Watched {
  readonly count: () => number;
  /** Changes whenever the last row grows. */
  readonly growth: () => unknown;
  /** Row that is being told and must be read from its beginning; null when the end is simply the end. */
  readonly telling: () => number | null;
  readonly settling: () => boolean;
  /** The reader asks for the end: they are no longer on the way to somewhere else. */
  readonly onReturn: () => void;
}

/**
 * Keeps a list at its end as long as the reader is there, and says when they have missed something. A long passage is
 * held at its first line, because nobody reads as fast as it comes.
 */
export function createFollowEnd(watched: Watched) {
  const [list, setList] = createSignal<VListHandle>();
  const [missed, setMissed] = createSignal(false);
  let following = true;
  let touchedAt = 0;

  const toEnd = () => {
    following = true;
    setMissed(false);
    list()?.scrollToIndex(watched.count() - 1, { align: "end" });
  };
  const settle = () => {
    const handle = list();
    const telling = watched.telling();
    if (handle === undefined || !following) return;
    const tall = telling !== null && handle.scrollSize - handle.getItemOffset(telling) > handle.viewportSize;
    if (tall) handle.scrollTo(handle.getItemOffset(telling) - HEADROOM_PX);
    else toEnd();
  };
  const follow = () => {
    if (following) requestAnimationFrame(settle);
  };
  createEffect(
    on(
      () => [watched.count(), watched.growth()] as const,
      ([count], before) => {
        if (following) follow();
        else if (before !== undefined && count > before[0] && !watched.settling()) setMissed(true);
      },
    ),
  );
  return {
    list,
    setList,
    missed,
    toEnd(): void {
      watched.onReturn();
      // Where they scrolled a moment ago is no longer where they want to be.
      touchedAt = 0;
      toEnd();
    },
    /** The reader is led elsewhere: new words no longer pull the page along. */
    away(): void {
      following = false;
    },
    follow,
    touched(): void {
      touchedAt = Date.now();
    },
    scrolled(offset: number): void {
      const handle = list();
      if (handle === undefined) return;
      const atEnd = offset + handle.viewportSize >= handle.scrollSize - NEAR_END_PX;
      if (atEnd) setMissed(false);
      if (atEnd || Date.now() - touchedAt < OWN_SCROLL_MS) following = atEnd;
    },
  };
}
