import { createEffect, createMemo, createSignal, Match, on, onMount, Show, Switch } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { Prose } from "./prose.tsx";
import { StoryEntryView } from "./story-entry-view.tsx";
import { makeStoryItems, type StoryItem } from "./story-item.ts";
import { useCampaign } from "./table-context.tsx";
import { Unlanded } from "./unlanded.tsx";

/** So near the end counts as being there: new words pull the page along. */
const NEAR_END_PX = 120;
const NEAR_TOP_PX = 400;

/** The story, newest words at the foot. It follows as long as the reader is at the end, and waits where they read on. */
export function StoryLog(props: { ref?: (log: { toEnd: () => void }) => void }) {
  const campaign = useCampaign();
  const itemsOf = makeStoryItems();
  const items = createMemo(() => itemsOf(campaign.store.story, campaign.unlanded(), campaign.live.draft !== null));
  const [list, setList] = createSignal<VListHandle>();
  const [following, setFollowing] = createSignal(true);
  const [missed, setMissed] = createSignal(false);
  const [prepending, setPrepending] = createSignal(false);
  const openedAtSeq = createMemo(
    (seq: number | null) => seq ?? (campaign.live.level ? (campaign.raw()?.head.seq ?? null) : null),
    null,
  );

  const toEnd = () => {
    setMissed(false);
    setFollowing(true);
    list()?.scrollToIndex(items().length - 1, { align: "end" });
  };
  const follow = () => (following() ? requestAnimationFrame(toEnd) : undefined);

  createEffect(
    on(
      () => [items().length, campaign.live.draft?.text.length, items().at(-1)] as const,
      ([count], before) => {
        if (following()) follow();
        else if (before !== undefined && count > before[0] && !prepending()) setMissed(true);
      },
    ),
  );
  onMount(() => props.ref?.({ toEnd }));

  const scrolled = (offset: number) => {
    const handle = list();
    if (handle === undefined) return;
    const atEnd = offset + handle.viewportSize >= handle.scrollSize - NEAR_END_PX;
    setFollowing(atEnd);
    if (atEnd) setMissed(false);
    if (offset < NEAR_TOP_PX && campaign.older.any() && !campaign.older.loading() && campaign.live.level)
      void readOlder();
  };
  const readOlder = async () => {
    setPrepending(true);
    await campaign.older.more();
    requestAnimationFrame(() => setPrepending(false));
  };

  return (
    <div class="log">
      <VList
        ref={setList}
        data={items()}
        shift={prepending()}
        bufferSize={600}
        onScroll={scrolled}
        onResize={follow}
        role="log"
        aria-label="Story"
        aria-live="off"
        tabindex="0"
        class="log-scroll"
      >
        {(item) => <Row item={item} openedAtSeq={openedAtSeq()} onOlder={readOlder} />}
      </VList>
      <Show when={missed()}>
        <button type="button" class="log-new button button-primary button-small" onClick={toEnd}>
          <Icon name="chevron-down" size={16} /> New words
        </button>
      </Show>
    </div>
  );
}

function Row(props: { item: StoryItem; openedAtSeq: number | null; onOlder: () => void }) {
  const campaign = useCampaign();
  const as = <R extends StoryItem["row"]>(row: R) =>
    props.item.row === row ? (props.item as Extract<StoryItem, { row: R }>) : null;
  return (
    <div class="log-row">
      <Switch>
        <Match when={as("entry")}>
          {(item) => (
            <StoryEntryView
              entry={item().entry}
              fresh={props.openedAtSeq !== null && item().entry.seq > props.openedAtSeq}
            />
          )}
        </Match>
        <Match when={as("unlanded")}>{(item) => <Unlanded parcel={item().parcel} />}</Match>
        <Match when={as("draft")}>
          <div class="entry narration" aria-hidden="true">
            <Prose text={campaign.live.draft?.text ?? ""} draft />
          </div>
        </Match>
        <Match when={as("top")}>
          <div class="log-top">
            <Switch>
              <Match when={campaign.older.failed()}>
                <Button size="small" icon="retry" onClick={() => props.onOlder()}>
                  Older pages did not come; try again
                </Button>
              </Match>
              <Match when={campaign.older.loading()}>
                <Ember text="Turning back the pages…" />
              </Match>
              <Match when={campaign.older.any()}>
                <Button size="small" tone="quiet" icon="history" onClick={() => props.onOlder()}>
                  Older pages
                </Button>
              </Match>
            </Switch>
          </div>
        </Match>
      </Switch>
    </div>
  );
}
