import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { Button, buttonClass } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import type { ActingFrame } from "../state/outbox.ts";
import { wordsFor } from "../state/result.ts";
import type { Line } from "../state/table-socket.ts";
import { useCampaign } from "./table-context.tsx";

/** A blink of the line is not worth a word. */
const QUIET_MS = 1_200;
type Ended = Extract<Line, { state: "ended" }>;

/** Says when the table is out of reach, what is kept for it, and what one can do. */
export function ConnectionBanner() {
  const campaign = useCampaign();
  const [now, setNow] = createSignal(Date.now());
  onMount(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    onCleanup(() => clearInterval(timer));
  });
  const line = () => campaign.live.line;
  const up = createMemo(() => line().state === "open");
  const downSince = createMemo(() => (up() ? Number.POSITIVE_INFINITY : Date.now()));
  const shown = () => !up() && (line().state === "ended" || now() - downSince() > QUIET_MS);
  const ended = (): Ended | null => {
    const state = line();
    return state.state === "ended" ? state : null;
  };
  return (
    <Show when={shown()}>
      <div class="banner" role="status">
        <Icon name="signal-off" size={18} />
        <Show when={ended()} fallback={<OutOfReach now={now()} />}>
          {(end) => <EndedLine end={end()} />}
        </Show>
      </div>
    </Show>
  );
}

function OutOfReach(props: { now: number }) {
  const campaign = useCampaign();
  const kept = () => campaign.outbox().filter(({ state, frame }) => state !== "refused" && isOwnDeed(frame)).length;
  const seconds = () => {
    const { line } = campaign.live;
    return line.state === "waiting" ? Math.max(0, Math.ceil((line.retryAt - props.now) / 1_000)) : 0;
  };
  return (
    <>
      <span>
        The table is out of reach{navigator.onLine ? "" : ": this device is offline"}.{" "}
        {seconds() > 0 ? `Trying again in ${seconds()} s.` : "Trying again…"}
        <Show when={kept() > 0}>
          {" "}
          {kept() === 1 ? "One thing you did is" : `${kept()} things you did are`} kept and will be sent.
        </Show>
      </span>
      <Button size="small" onClick={campaign.reconnect}>
        Try now
      </Button>
    </>
  );
}

/** What the page sends by itself is nothing a person did. */
const isOwnDeed = (frame: ActingFrame) => frame.t !== "client.table" || frame.command.type !== "commit_entropy";

function EndedLine(props: { end: Ended }) {
  const campaign = useCampaign();
  return (
    <Switch>
      <Match when={props.end.why === "removed"}>
        <span>You are no longer at this table.</span>
        <a class={buttonClass({ size: "small" })} href="/tables">
          Your tables
        </a>
      </Match>
      <Match when={props.end.why === "replaced"}>
        <span>You opened this table somewhere else. Only one place at a time speaks for you.</span>
        <Button size="small" onClick={campaign.reconnect}>
          Play here
        </Button>
      </Match>
      <Match when={props.end.problem?.slug === "protocol-mismatch"}>
        <span>
          This page and the table are of different versions. Reload it; if that does not help, try again in a few
          minutes.
        </span>
        <Button size="small" onClick={() => location.reload()}>
          Reload
        </Button>
      </Match>
      <Match when={props.end.why === "refused"}>
        <span>{props.end.problem === null ? "The table did not let us in." : wordsFor(props.end.problem)}</span>
        <a class={buttonClass({ size: "small" })} href="/j">
          Join with a code
        </a>
      </Match>
    </Switch>
  );
}
