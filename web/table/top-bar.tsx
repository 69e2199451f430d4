import { A } from "@solidjs/router";
import { createSignal, For, lazy, Show, Suspense } from "solid-js";
import { Button } from "../parts/button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { VoiceBadge } from "./dm/voice-badge.tsx";
import { Face } from "./face.tsx";
import { useTable } from "./table-context.tsx";

const SharePanel = lazy(async () => ({ default: (await import("./sharing/share-panel.tsx")).SharePanel }));

const LINES = { connecting: "Connecting", open: "Connected", waiting: "Out of reach", ended: "Left" } as const;

/** Which table this is, who is here, how the line is, and the way to ask others in. */
export function TopBar() {
  const { campaign, composer } = useTable();
  const [sharing, setSharing] = createSignal(false);
  const lane = () => campaign.store.view?.public;
  const here = () =>
    campaign.live.here.flatMap(({ memberId, typing }) => {
      const member = lane()?.members[memberId];
      return member === undefined || member.removed ? [] : [{ member, typing }];
    });
  return (
    <header class="top-bar">
      <A href="/" class="top-home" aria-label="Emberhall, to the hall">
        <img src="/icon.svg" alt="" width="28" height="28" />
      </A>
      <div class="top-title">
        <h1>{lane()?.title || "The table"}</h1>
        <div class="top-under">
          <p class="top-scene">{lane()?.scene?.title ?? lane()?.adventureTitle}</p>
          <VoiceBadge />
        </div>
      </div>
      <ul class="top-here" aria-label="Who is here">
        <For each={here()}>
          {({ member, typing }) => (
            <li title={`${member.name}${typing ? " is writing" : ""}`} data-typing={typing ? "" : undefined}>
              <Face creatureId={member.creatureId} name={member.name} size={32} />
              <span class="sr-only">
                {member.name}
                {typing ? ", writing" : ""}
              </span>
            </li>
          )}
        </For>
      </ul>
      <span class="top-line" data-state={campaign.live.line.state} title={LINES[campaign.live.line.state]}>
        <Icon name={campaign.live.line.state === "open" ? "signal" : "signal-off"} size={18} />
        <span class="sr-only">{LINES[campaign.live.line.state]}</span>
      </span>
      <Show when={campaign.mayRun()}>
        <Button size="small" icon="share" class="top-share" onClick={() => setSharing(true)}>
          <span class="top-share-word">Invite</span>
        </Button>
      </Show>
      <IconButton icon="info" label="Commands and keys" class="top-help" onClick={() => composer.setHelpOpen(true)} />
      <A href="/settings" class="button button-icon button-quiet top-gear" aria-label="Settings">
        <Icon name="settings" />
      </A>
      <Show when={sharing()}>
        <Suspense>
          <SharePanel onClose={() => setSharing(false)} />
        </Suspense>
      </Show>
    </header>
  );
}
