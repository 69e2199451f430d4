import { createMemo, createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { Button, buttonClass } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { wordsFor } from "../state/result.ts";
import { useCampaign } from "./table-context.tsx";

/** A blink of the line is not worth a word. */
const QUIET_MS = 1_200;

/** Says when the table is out of reach, what is kept for it, and what one can do. */
export function ConnectionBanner() {
  const campaign = useCampaign();
  const [now, setNow] = createSignal(Date.now());
  const [since, setSince] = createSignal(Date.now());
  onMount(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    onCleanup(() => clearInterval(timer));
  });
  const line = () => campaign.live.line;
  const up = createMemo(() => line().state === "open");
  createMemo(() => (up() ? undefined : setSince(Date.now())));
  const kept = () => campaign.outbox().filter(({ state }) => state !== "refused").length;
  const seconds = () => {
    const state = line();
    return state.state === "waiting" ? Math.max(0, Math.ceil((state.retryAt - now()) / 1_000)) : 0;
  };
  const shown = () => !up() && (line().state === "ended" || now() - since() > QUIET_MS);
  return (
    <Show when={shown()}>
      <div class="banner" role="status">
        <Icon name="signal-off" size={18} />
        <Switch>
          <Match when={ended("removed")}>
            <span>You are no longer at this table.</span>
            <a class={buttonClass({ size: "small" })} href="/tables">
              Your tables
            </a>
          </Match>
          <Match when={ended("replaced")}>
            <span>You opened this table somewhere else. Only one place at a time speaks for you.</span>
            <Button size="small" onClick={campaign.reconnect}>
              Play here
            </Button>
          </Match>
          <Match when={ended("refused")}>
            {(problem) => (
              <>
                <span>
                  {problem().problem === null
                    ? "The table did not let us in."
                    : wordsFor(problem().problem as NonNullable<ReturnType<typeof problem>["problem"]>)}
                </span>
                <a class={buttonClass({ size: "small" })} href="/j">
                  Join with a code
                </a>
              </>
            )}
          </Match>
          <Match when={true}>
            <span>
              The table is out of reach{navigator.onLine ? "" : ": this device is offline"}.{" "}
              {line().state === "waiting" && seconds() > 0 ? `Trying again in ${seconds()} s.` : "Trying again…"}
              <Show when={kept() > 0}>
                {" "}
                {kept() === 1 ? "One thing you did is" : `${kept()} things you did are`} kept and will be sent.
              </Show>
            </span>
            <Button size="small" onClick={campaign.reconnect}>
              Try now
            </Button>
          </Match>
        </Switch>
      </div>
    </Show>
  );

  function ended(why: "removed" | "replaced" | "refused") {
    const state = campaign.live.line;
    return state.state === "ended" && state.why === why ? state : null;
  }
}
