import { Match, Show, Switch } from "solid-js";
import type { UploadCard } from "../../../workers/contracts/library.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import type { Library } from "../../state/library.ts";
import { type Sending, sendingWords, shareSent } from "../../state/library-sending.ts";
import { isUnderWay, needsAnotherFile, sizeText, stageShare, stageWords } from "../../state/library-words.ts";
import { wordsFor } from "../../state/result.ts";
import { useCampaign } from "../table-context.tsx";
import { FileButton } from "./file-button.tsx";
import { orTell } from "./or-tell.ts";

/** How a file is getting on, in words and as a bar, and what can be done about it. Nothing once it is ready. */
export function FileProgress(props: {
  file: UploadCard;
  sending: Sending | undefined;
  library: Library;
  onDelete: () => void;
}) {
  return (
    <Switch>
      <Match when={props.sending}>
        {(sending) => <OnItsWay file={props.file} sending={sending()} library={props.library} />}
      </Match>
      <Match when={props.file.status === "pending"}>
        <HalfWay file={props.file} library={props.library} />
      </Match>
      <Match when={props.file.status === "failed"}>
        <div class="file-failed">
          <p>
            <Icon name="warning" size={16} /> {stageWords(props.file)}
          </p>
          <Show
            when={needsAnotherFile(props.file)}
            fallback={
              <Button
                size="small"
                icon="retry"
                aria-label={`Try again: ${props.file.title}`}
                onClick={() => void orTell(props.library.readAgain(props.file.id))}
              >
                Try again
              </Button>
            }
          >
            <div class="file-actions">
              <FileButton
                small
                label={`Choose another file in place of ${props.file.title}`}
                onFiles={(files) => void props.library.add(files)}
              >
                Choose another file
              </FileButton>
              <Button
                size="small"
                tone="quiet"
                icon="trash"
                aria-label={`Delete ${props.file.title}`}
                onClick={() => props.onDelete()}
              >
                Delete
              </Button>
            </div>
          </Show>
        </div>
      </Match>
      <Match when={isUnderWay(props.file)}>
        <Bar title={props.file.title} words={readingWords(props.file)} share={stageShare(props.file)} />
      </Match>
    </Switch>
  );
}

/** Full text answers before the rest of the index does. */
function readingWords(file: UploadCard): string {
  return file.searchable && file.status === "indexing"
    ? `${stageWords(file)}; it can be searched already`
    : stageWords(file);
}

function OnItsWay(props: { file: UploadCard; sending: Sending; library: Library }) {
  return (
    <>
      <Bar title={props.file.title} words={sendingWords(props.sending)} share={shareSent(props.sending)} />
      <div class="file-actions">
        <Show when={props.sending.state === "stopped"}>
          <p class="file-trouble" role="alert">
            {props.sending.problem === null ? "" : wordsFor(props.sending.problem)}
          </p>
          <Button
            size="small"
            icon="retry"
            aria-label={`Try again: ${props.file.title}`}
            onClick={() => props.library.retrySending(props.file.id)}
          >
            Try again
          </Button>
        </Show>
        <Cancel file={props.file} library={props.library} />
      </div>
    </>
  );
}

/** An upload whose bytes nobody here is sending: after a reload, or from another browser. */
function HalfWay(props: { file: UploadCard; library: Library }) {
  const campaign = useCampaign();
  const mine = () => props.file.addedBy === campaign.live.memberId;
  const who = () => campaign.names.member(props.file.addedBy) ?? "Somebody";
  return (
    <Show
      when={mine()}
      fallback={
        <p class="file-trouble">
          {who()} is bringing it, {sizeText(props.file.sizeBytes)} in all. It can be read here once it has arrived.
        </p>
      }
    >
      <p class="file-trouble">
        Only a part of it has arrived. If no other window is sending it, choose the same file again and it goes on where
        it stood.
      </p>
      <div class="file-actions">
        <FileButton
          small
          label={`Choose it again: ${props.file.title}`}
          onFiles={([file]) => file !== undefined && void props.library.goOn(props.file.id, file)}
        >
          Choose it again
        </FileButton>
        <Cancel file={props.file} library={props.library} />
      </div>
    </Show>
  );
}

function Cancel(props: { file: UploadCard; library: Library }) {
  return (
    <Button
      size="small"
      tone="quiet"
      icon="close"
      aria-label={`Cancel the upload of ${props.file.title}`}
      onClick={() => void orTell(props.library.cancel(props.file.id))}
    >
      Cancel
    </Button>
  );
}

/** A bar that does not know how far it is must not look full. */
const UNKNOWN_PERCENT = 15;

/** The bar says where it stands to those who ask; nothing of it is read out by itself. */
function Bar(props: { title: string; words: string; share: number | null }) {
  const percent = () => (props.share === null ? undefined : Math.floor(props.share * 100));
  return (
    <div class="file-progress">
      <p class="numeral">{props.words}</p>
      <div
        class="file-bar"
        role="progressbar"
        aria-label={`Progress of ${props.title}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent()}
        aria-valuetext={props.words}
        data-unknown={props.share === null ? "" : undefined}
      >
        <span style={{ width: `${percent() ?? UNKNOWN_PERCENT}%` }} />
      </div>
    </div>
  );
}
