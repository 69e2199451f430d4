import { Match, Show, Switch } from "solid-js";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import type { Parcel } from "../state/outbox.ts";
import { wordsFor } from "../state/result.ts";
import { Said } from "./story-entry-view.tsx";
import { useTable } from "./table-context.tsx";

/** Own words the table has not confirmed yet: shown at once, with how far they have got. */
export function Unlanded(props: { parcel: Parcel }) {
  const { campaign, composer } = useTable();
  const words = () => {
    const { frame } = props.parcel;
    if (frame.t === "client.player_action") return frame.act.text;
    return frame.t === "client.chat" ? frame.chat.text : "";
  };
  const putBack = () => {
    campaign.dropParcel(props.parcel.id);
    composer.setText(words());
    composer.focus();
  };
  return (
    <div class="entry unlanded" data-state={props.parcel.state}>
      <Show
        when={props.parcel.frame.t === "client.player_action" ? props.parcel.frame : null}
        fallback={
          <div class="chat" data-channel="ooc">
            <p class="chat-who">
              <Icon name="chat" size={15} />
              <b>{campaign.me()?.name ?? "You"}</b>
            </p>
            <p class="chat-text">{words()}</p>
          </div>
        }
      >
        {(frame) => (
          <Said
            who={campaign.hero()?.name ?? "You"}
            creatureId={campaign.hero()?.id ?? ""}
            mode={frame().act.mode}
            text={frame().act.text}
          />
        )}
      </Show>
      <p class="unlanded-state">
        <Switch>
          <Match when={props.parcel.state === "refused"}>
            <Icon name="warning" size={15} />
            <span role="alert">
              {props.parcel.problem === null ? "This did not go through." : wordsFor(props.parcel.problem)}
            </span>
            <Button size="small" tone="quiet" onClick={putBack}>
              Change it
            </Button>
            <Button size="small" tone="quiet" onClick={() => campaign.dropParcel(props.parcel.id)}>
              Drop it
            </Button>
          </Match>
          <Match when={campaign.live.line.state !== "open"}>
            <Icon name="hourglass" size={15} /> Kept here until the table can be reached
          </Match>
          <Match when={true}>
            <Icon name="send" size={15} /> On its way
          </Match>
        </Switch>
      </p>
    </div>
  );
}
