import { createMemo, For, Show } from "solid-js";
import type { Adventure, Beat } from "../../workers/contracts/adventure.ts";
import { Button } from "../parts/button.tsx";
import { ClockDial } from "../parts/clock-dial.tsx";
import { useCampaign } from "./table-context.tsx";

/** Behind the screen: the scene as it was written, what can happen in it, and the tools that make it happen. */
export function GmLane() {
  const campaign = useCampaign();
  // The script is large and never changes, so it stays out of the store and is read from the folded view.
  const script = createMemo((): Adventure | null => campaign.raw()?.gm?.script ?? null);
  const lane = () => campaign.store.view?.public;
  const scene = createMemo(() => script()?.scenes.find(({ id }) => id === lane()?.scene?.id) ?? null);
  const actor = createMemo(
    () =>
      Object.values(lane()?.creatures ?? {}).find(({ kind, ownerId }) => kind === "hero" && ownerId !== null)?.id ??
      null,
  );
  const beats = createMemo((): readonly { readonly beat: Beat; readonly of: string }[] => {
    const here = scene();
    const known = script();
    if (here === null || known === null) return [];
    const people = known.people.filter(({ id }) => (campaign.store.view?.gm?.places[id] ?? null) === here.id);
    return [
      ...here.beats.map((beat) => ({ beat, of: here.title })),
      ...here.features.flatMap(({ beats: own, name }) => own.map((beat) => ({ beat, of: name }))),
      ...here.exits.flatMap(({ beats: own, name }) => own.map((beat) => ({ beat, of: name }))),
      ...people.flatMap(({ beats: own, name }) => own.map((beat) => ({ beat, of: name }))),
    ];
  });
  const done = (beat: Beat) => campaign.store.view?.gm?.beats[beat.id] !== undefined;
  const tool = (name: string, args: Record<string, unknown>) => campaign.gm({ type: "gm_tool", tool: name, args });
  return (
    <section class="gm-part" aria-labelledby="gm-lane">
      <h3 id="gm-lane" class="eyebrow">
        Behind the screen
      </h3>
      <Show when={scene()} fallback={<p class="text-sm text-faint">The script is on its way.</p>}>
        {(here) => (
          <>
            <details>
              <summary class="gm-summary">{here().title}, as written</summary>
              <p class="gm-script">{here().read}</p>
            </details>
            <details open>
              <summary class="gm-summary">What can happen here</summary>
              <ul class="gm-beats">
                <For each={beats()} fallback={<li class="text-sm text-faint">Nothing is written for this place.</li>}>
                  {({ beat, of }) => (
                    <li data-done={done(beat) ? "" : undefined}>
                      <span class="min-w-0 flex-1">
                        {beat.label ?? beat.id.replaceAll("-", " ")}
                        <span class="block text-xs text-faint">
                          {of}
                          {beat.check === undefined
                            ? ""
                            : `, ${beat.check.skill ?? beat.check.ability} ${beat.check.dc}`}
                          {done(beat) ? ", done" : ""}
                        </span>
                      </span>
                      <Button
                        size="small"
                        disabled={actor() === null || (done(beat) && beat.again !== true)}
                        onClick={() => tool("play_beat", { beatId: beat.id, creatureId: actor() })}
                      >
                        Play
                      </Button>
                    </li>
                  )}
                </For>
              </ul>
            </details>
            <details>
              <summary class="gm-summary">Ways out</summary>
              <ul class="gm-beats">
                <For each={here().exits}>
                  {(exit) => (
                    <li>
                      <span class="min-w-0 flex-1">{exit.name}</span>
                      <Button
                        size="small"
                        disabled={actor() === null}
                        onClick={() => tool("move_scene", { exitId: exit.id, creatureId: actor() })}
                      >
                        Go
                      </Button>
                    </li>
                  )}
                </For>
              </ul>
            </details>
          </>
        )}
      </Show>
      <GmSecrets script={script()} />
    </section>
  );
}

function GmSecrets(props: { script: Adventure | null }) {
  const campaign = useCampaign();
  const gm = () => campaign.store.view?.gm;
  const out = (secretId: string) =>
    campaign.store.view?.public.seals.some((seal) => seal.secretId === secretId) ?? false;
  const tool = (name: string, args: Record<string, unknown>) => campaign.gm({ type: "gm_tool", tool: name, args });
  return (
    <>
      <details>
        <summary class="gm-summary">Fights</summary>
        <ul class="gm-beats">
          <For each={props.script?.encounters ?? []}>
            {(encounter) => (
              <li>
                <span class="min-w-0 flex-1">{encounter.title}</span>
                <Button size="small" onClick={() => tool("start_encounter", { encounterId: encounter.id })}>
                  Begin
                </Button>
              </li>
            )}
          </For>
        </ul>
      </details>
      <details>
        <summary class="gm-summary">Secrets</summary>
        <ul class="gm-beats">
          <For each={props.script?.secrets ?? []}>
            {(secret) => (
              <li data-done={out(secret.id) ? "" : undefined}>
                <span>
                  <b>{secret.title}</b> {out(secret.id) ? "(out)" : ""}
                  <span class="block text-sm text-soft">{secret.text}</span>
                </span>
              </li>
            )}
          </For>
        </ul>
      </details>
      <Show when={Object.values(gm()?.clocks ?? {}).length > 0}>
        <ul class="clocks">
          <For each={Object.values(gm()?.clocks ?? {})}>
            {(clock) => (
              <li>
                <ClockDial label={clock.title} segments={clock.segments} filled={clock.filled} size={40} tone="harm" />
                {clock.title}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
