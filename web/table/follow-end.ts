import { createEffect, createSignal, on } from "solid-js";
import type { VListHandle } from "virtua/solid";

/** So near the end counts as being there: new words pull the page along. */
const NEAR_END_PX = 120;

/** Keeps a list at its end as long as the reader is there, and says when they have missed something. */
export function createFollowEnd(watch: { count: () => number; growth: () => unknown; settling: () => boolean }) {
  const [list, setList] = createSignal<VListHandle>();
  const [following, setFollowing] = createSignal(true);
  const [missed, setMissed] = createSignal(false);
  const toEnd = () => {
    setMissed(false);
    setFollowing(true);
    list()?.scrollToIndex(watch.count() - 1, { align: "end" });
  };
  const follow = () => {
    if (following()) requestAnimationFrame(toEnd);
  };
  createEffect(
    on(
      () => [watch.count(), watch.growth()] as const,
      ([count], before) => {
        if (following()) follow();
        else if (before !== undefined && count > before[0] && !watch.settling()) setMissed(true);
      },
    ),
  );
  return {
    list,
    setList,
    missed,
    toEnd,
    follow,
    scrolled(offset: number): void {
      const handle = list();
      if (handle === undefined) return;
      const atEnd = offset + handle.viewportSize >= handle.scrollSize - NEAR_END_PX;
      setFollowing(atEnd);
      if (atEnd) setMissed(false);
    },
  };
}
