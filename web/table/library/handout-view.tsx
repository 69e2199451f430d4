import { createEffect, createSignal, on, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { fileUrl } from "../../state/library-api.ts";
import { bareTitle } from "../../state/library-words.ts";
import type { EntryOf } from "../../state/story-entry.ts";
import { useTable } from "../table-context.tsx";

/** Something the table was shown: a picture as it is, a text to be opened. */
export function HandoutView(props: { entry: EntryOf<"handout"> }) {
  const { campaign, dialogs } = useTable();
  const [missing, setMissing] = createSignal(false);
  const sight = () => campaign.sightOf(props.entry.uploadId).state;
  // The story hears of a handout a moment before the file is open to players.
  createEffect(on(sight, () => setMissing(false), { defer: true }));
  const title = () => bareTitle(campaign.fileTitle(props.entry.uploadId));
  const gone = () => missing() || sight() === "closed";
  const isPicture = () => props.entry.file === "image";
  const says = () => props.entry.caption || title();
  return (
    <figure class="handout" data-gone={gone() ? "" : undefined}>
      <p class="handout-who">
        <Icon name={isPicture() ? "map" : "scroll"} size={16} />
        <span>
          <b>{props.entry.who}</b> <span class="text-faint">shows</span>{" "}
          {sight() === "open" ? `“${title()}”` : title().replace("A file", "a file")}
        </span>
      </p>
      <Show
        when={sight() === "open" && !gone()}
        fallback={
          gone() ? (
            <p class="put-away">
              {missing() || campaign.mayRun() ? "It is no longer there." : "It is not open to you any more."}
            </p>
          ) : null
        }
      >
        <Show
          when={isPicture()}
          fallback={
            <Button
              icon="book"
              aria-label={`Read it: ${title()}`}
              onClick={() => dialogs.open({ kind: "reader", uploadId: props.entry.uploadId, title: title(), page: 1 })}
            >
              Read it
            </Button>
          }
        >
          <button
            type="button"
            class="handout-picture"
            aria-label={`Enlarge: ${says()}`}
            onClick={() => dialogs.open({ ...props.entry, title: title(), kind: "picture" })}
          >
            <img
              src={fileUrl(campaign.id, props.entry.uploadId)}
              alt={says()}
              loading="lazy"
              onError={() => setMissing(true)}
            />
          </button>
        </Show>
      </Show>
      <Show when={props.entry.caption !== ""}>
        <figcaption>{props.entry.caption}</figcaption>
      </Show>
    </figure>
  );
}
