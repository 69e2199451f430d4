import { createSignal, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { fileUrl } from "../../state/library-api.ts";
import type { EntryOf } from "../../state/story-entry.ts";
import { useTable } from "../table-context.tsx";

/** Something the table was shown: a picture as it is, a text to be opened. */
export function HandoutView(props: { entry: EntryOf<"handout"> }) {
  const { campaign, dialogs } = useTable();
  const [missing, setMissing] = createSignal(false);
  const gone = () => missing() || campaign.files.isGone(props.entry.uploadId);
  const isPicture = () => props.entry.file === "image";
  const says = () => props.entry.caption || props.entry.title;
  return (
    <figure class="handout" data-gone={gone() ? "" : undefined}>
      <p class="handout-who">
        <Icon name={isPicture() ? "map" : "scroll"} size={16} />
        <span>
          <b>{props.entry.who}</b> <span class="text-faint">shows</span> “{props.entry.title}”
        </span>
      </p>
      <Show when={!gone()} fallback={<p class="put-away">It is no longer there.</p>}>
        <Show
          when={isPicture()}
          fallback={
            <Button
              icon="book"
              aria-label={`Read it: ${props.entry.title}`}
              onClick={() =>
                dialogs.open({ kind: "reader", uploadId: props.entry.uploadId, title: props.entry.title, page: 1 })
              }
            >
              Read it
            </Button>
          }
        >
          <button
            type="button"
            class="handout-picture"
            aria-label={`Enlarge: ${says()}`}
            onClick={() => dialogs.open({ ...props.entry, kind: "picture" })}
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
