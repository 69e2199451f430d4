import { createEffect, createMemo, createSignal, Match, onMount, Show, Switch } from "solid-js";
import { VList } from "virtua/solid";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { createFollowEnd } from "./follow-end.ts";
import { Prose } from "./prose.tsx";
import { StoryEntryView } from "./story-entry-view.tsx";
import { makeStoryItems, type StoryItem } from "./story-item.ts";
import { createStorySeek } from "./story-seek.ts";
import { useCampaign, useTable } from "./table-context.tsx";
import { Unlanded } from "./unlanded.tsx";

/** Close enough to the top that the pages before are worth fetching. */
const NEAR_TOP_PX = 400;

/** The story, newest words at the foot. It follows as long as the reader is at the end, and waits where they read on. */
export function StoryLog(props: { ref?: (log: { toEnd: () => void }) => void }) {
  const { campaign, story } = useTable();
  const itemsOf = makeStoryItems();
  const items = createMemo(() => itemsOf(campaign.store.story, campaign.unlanded(), campaign.live.draft !== null));
  const [prepending, setPrepending] = createSignal(false);
  const end = createFollowEnd({
    count: () => items().length,
    growth: () => [campaign.live.draft?.text.length, items().at(-1)],
    telling: () => beginningOf(items()),
    settling: prepending,
    onReturn: story.left,
  });
  const openedAtSeq = createMemo(
    (seq: number | null) => seq ?? (campaign.live.level ? (campaign.raw()?.head.seq ?? null) : null),
    null,
  );
  onMount(() => props.ref?.({ toEnd: end.toEnd }));

  const readOlder = async () => {
    setPrepending(true);
    await campaign.older.more();
    requestAnimationFrame(() => setPrepending(false));
  };
  const soughtRow = createStorySeek({ campaign, desk: story, items, list: end.list, onAway: end.away, readOlder });
  const scrolled = (offset: number) => {
    end.scrolled(offset);
    const { any, loading } = campaign.older;
    if (offset < NEAR_TOP_PX && any() && !loading() && campaign.live.level) void readOlder();
  };

  return (
    <div class="log">
      <VList
        ref={end.setList}
        data={items()}
        shift={prepending()}
        bufferSize={600}
        onScroll={scrolled}
        onResize={end.follow}
        onWheel={end.touched}
        onTouchMove={end.touched}
        onKeyDown={end.touched}
        onPointerDown={end.touched}
        role="log"
        aria-label="Story"
        aria-live="off"
        tabindex="0"
        class="log-scroll"
      >
        {(item) => (
          <Row
            item={item}
            openedAtSeq={openedAtSeq()}
            sought={item.key === soughtRow()}
            onLeft={story.left}
            onOlder={readOlder}
          />
        )}
      </VList>
      <Show when={end.missed()}>
        <button type="button" class="log-new button button-primary button-small" onClick={end.toEnd}>
          <Icon name="chevron-down" size={16} /> New words
        </button>
      </Show>
    </div>
  );
}

/** Words that take a line or two, above what they led to. */
const SHORT_WORDS = 200;

/**
 * Where the passage that stands last begins: at its own row, or at the picture of the place above it; and with the words
 * that led to it, where these are short. Whoever said them wants to see them.
 */
function beginningOf(items: readonly StoryItem[]): number | null {
  const end = items[items.length - 1];
  // The last card stands under the words that led to it; those come first.
  const last = items.length - (end?.row === "entry" && end.entry.kind === "ending" ? 2 : 1);
  const item = items[last];
  if (item?.row !== "draft" && !(item?.row === "entry" && item.entry.kind === "narration")) return null;
  const above = items[last - 1];
  const first = above?.row === "entry" && above.entry.kind === "scene" ? last - 1 : last;
  const led = items[first - 1];
  const isShort = led?.row === "entry" && led.entry.kind === "action" && led.entry.text.length <= SHORT_WORDS;
  return isShort ? first - 1 : first;
}

function Row(props: {
  item: StoryItem;
  openedAtSeq: number | null;
  sought: boolean;
  onLeft: () => void;
  onOlder: () => void;
}) {
  const campaign = useCampaign();
  let row: HTMLDivElement | undefined;
  createEffect(() => {
    if (!props.sought) return;
    row?.addEventListener("blur", () => props.onLeft(), { once: true });
    requestAnimationFrame(() => row?.focus({ preventScroll: true }));
  });
  const as = <R extends StoryItem["row"]>(row: R) =>
    props.item.row === row ? (props.item as Extract<StoryItem, { row: R }>) : null;
  return (
    <div
      ref={row}
      class="log-row"
      data-sought={props.sought ? "" : undefined}
      tabindex={props.sought ? "-1" : undefined}
    >
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
