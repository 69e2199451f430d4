import "./memory.css";
import { createMemo, createResource, createSignal, onMount, Show } from "solid-js";
import { IconButton } from "../../parts/icon-button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { toast } from "../../parts/toast.tsx";
import { askApi } from "../../state/api-client.ts";
import { keep } from "../../state/keep.ts";
import { makeMemoryApi } from "../../state/memory-api.ts";
import { listOf } from "../../state/memory-lists.ts";
import { type Previously, previouslyOf, putAway, wasPutAway } from "../../state/memory-previously.ts";
import { AWAY_MS } from "../../state/memory-return.ts";
import { wordsFor } from "../../state/result.ts";
import { useTable } from "../table-context.tsx";
import { dayOf } from "./memory-words.ts";
import { Sentences } from "./sentences.tsx";

/** How the last evening went, over the story, for somebody who comes back or asks. It is in nobody's way. */
export function PreviouslyCard() {
  const { campaign, story } = useTable();
  const [closed, setClosed] = createSignal(false);
  // Each time somebody asks it is read anew; by itself it comes once.
  const asking = createMemo<object | null>((before) => story.retelling() ?? before, null);
  const [told] = createResource(
    () => ({ asked: asking() }),
    async ({ asked }): Promise<Previously | null> => {
      const answer = await makeMemoryApi(askApi, campaign.id).read();
      if (!answer.ok) {
        if (asked !== null) toast({ title: wordsFor(answer.problem), tone: "bad" });
        return null;
      }
      return previouslyOf(answer.value, asked === null ? Date.now() - AWAY_MS : Number.POSITIVE_INFINITY);
    },
  );
  const shown = () => {
    const now = told();
    if (now === undefined || now === null) return null;
    const byItself = story.retelling() === null;
    return byItself && (closed() || wasPutAway(keep, campaign.id, now.evening)) ? null : now;
  };
  const close = (previously: Previously) => {
    putAway(keep, campaign.id, previously.evening);
    setClosed(true);
    story.enough();
  };
  return (
    <Show when={shown()}>
      {(previously) => (
        <Card
          title={campaign.store.view?.public.title ?? "the story"}
          previously={previously()}
          asked={story.retelling() !== null}
          onClose={() => close(previously())}
        />
      )}
    </Show>
  );
}

function Card(props: { title: string; previously: Previously; asked: boolean; onClose: () => void }) {
  let heading: HTMLHeadingElement | undefined;
  // Whoever asked is led there; whoever just came in keeps the focus where it is.
  onMount(() => props.asked && heading?.focus());
  return (
    <section class="previously" aria-labelledby="previously">
      <p class="sr-only" role="status">
        How the last evening went stands above the story.
      </p>
      <header>
        <div>
          <p class="eyebrow">{dayOf(props.previously.evening.startedAt)}</p>
          <h2 id="previously" class="title title-sm" tabindex="-1" ref={heading}>
            Previously, on {props.title}
          </h2>
        </div>
        <IconButton icon="close" label="Put it away" onClick={() => props.onClose()} />
      </header>
      {/* It scrolls and may hold nothing that takes the focus. */}
      <div class="previously-words" tabindex="0" role="group" aria-label="How the last evening went">
        <Sentences sentences={props.previously.sentences} />
        <p class="memory-aside">
          <Show when={props.previously.who.length > 0}>
            <Icon name="people" size={15} /> {listOf(props.previously.who)}{" "}
            {props.previously.who.length === 1 ? "was" : "were"} there.
          </Show>
          <Show when={props.previously.evening.written}> In a machine’s words, from what happened.</Show>
        </p>
      </div>
    </section>
  );
}
