import { createSignal, onMount, Show } from "solid-js";
import type { UploadId } from "../../../workers/contracts/library.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { fileUrl } from "../../state/library-api.ts";
import { useCampaign } from "../table-context.tsx";
import { useFilesSeen } from "./use-files-seen.ts";

/** A picture as large as the screen allows. */
export function PictureDialog(props: { uploadId: UploadId; title: string; caption: string; onClose: () => void }) {
  const campaign = useCampaign();
  const [missing, setMissing] = createSignal(false);
  const seen = useFilesSeen();
  onMount(() => seen.look(props.uploadId));
  const closed = () => campaign.sightOf(props.uploadId).state === "closed";
  const address = () => fileUrl(campaign.id, props.uploadId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={closed() ? campaign.fileTitle(props.uploadId) : props.title}
      description={(!closed() && props.caption) || undefined}
      wide
    >
      <Show when={!missing() && !closed()} fallback={<p>It is no longer there.</p>}>
        <div class="picture-large">
          <img src={address()} alt={props.caption || props.title} onError={() => setMissing(true)} />
        </div>
        <p class="mt-3">
          <a class="link" href={address()} download="" rel="external">
            Download the picture
          </a>
        </p>
      </Show>
    </Dialog>
  );
}
