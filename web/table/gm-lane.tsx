import { createMemo, For, type JSX, Show } from "solid-js";
import type { Adventure, Beat, Scene } from "../../workers/contracts/adventure.ts";
import { Button } from "../parts/button.tsx";
import { ClockDial } from "../parts/clock-dial.tsx";
import { beatName } from "./beat-name.ts";
import { useCampaign } from "./table-context.tsx";

/** Behind the screen: the scene as it was written, what can happen in it, and the tools that make it happen. */
export function GmLane() {
  const campaign = useCampaign();
  // The script is large and never changes, so it stays out of the store and is read from the folded view.
  const script = createMemo((): Adventure | null => campaign.raw()?.gm?.script ?? null);
  const lane = () => campaign.store.view?.public;
  const scene = createMemo(() => script()?.scenes.find(({ id }) => id === lane()?.scene?.id) ?? null);
  const actor = createMemo(
    () => Object.values(lane()?.creatures ?? {}).find(({ kind, ownerId }) => kind === "hero" && ownerId !== null)?.id,
  );
  const run = (tool: string, args: Record<string, unknown>) => campaign.gm({ type: "gm_tool", tool, args });
  return (
    <section class="gm-part" aria-labelledby="gm-lane">
      <h3 id="gm-lane" class="eyebrow">
        Behind the screen
      </h3>
      <Show when={scene()} fallback={<p class="text-sm text-faint">The script is on its way.</p>}>
        {(here) => (
          <>
            <Fold title={`${here().title}, as written`}>
              <p class="gm-script">{here().read}</p>
            </Fold>
            <Fold title="What can happen here" open>
              <Beats scene={here()} script={script()} actor={actor()} onRun={run} />
            </Fold>
            <Fold title="Ways out">
              <ul class="gm-beats">
                <For each={here().exits}>
                  {(exit) => (
                    <Deed
                      title={exit.name}
                      verb="Go"
                      disabled={actor() === undefined}
                      onRun={() => run("move_scene", { exitId: exit.id, creatureId: actor() })}
                    />
                  )}
                </For>
              </ul>
            </Fold>
          </>
        )}
      </Show>
      <Fold title="Fights">
        <ul class="gm-beats">
          <For each={script()?.encounters ?? []}>
            {({ id, title }) => (
              <Deed title={title} verb="Begin" onRun={() => run("start_encounter", { encounterId: id })} />
            )}
          </For>
        </ul>
      </Fold>
      <Secrets script={script()} />
      <HiddenClocks />
    </section>
  );
}

function Fold(props: { title: string; open?: boolean; children: JSX.Element }) {
  return (
    <details open={props.open}>
      <summary class="gm-summary">{props.title}</summary>
      {props.children}
    </details>
  );
}

function Deed(props: {
  title: string;
  about?: string;
  verb: string;
  done?: boolean;
  disabled?: boolean;
  onRun: () => void;
}) {
  return (
    <li data-done={props.done ? "" : undefined}>
      <span class="min-w-0 flex-1">
        {props.title}
        <Show when={props.about}>
          <span class="block text-xs text-faint">{props.about}</span>
        </Show>
      </span>
      <Button
        size="small"
        disabled={props.disabled}
        aria-label={`${props.verb}: ${props.title}`}
        onClick={() => props.onRun()}
      >
        {props.verb}
      </Button>
    </li>
  );
}

function Beats(props: {
  scene: Scene;
  script: Adventure | null;
  actor: string | undefined;
  onRun: (tool: string, args: Record<string, unknown>) => void;
}) {
  const campaign = useCampaign();
  const gm = () => campaign.store.view?.gm;
  const beats = createMemo((): readonly { readonly beat: Beat; readonly of: string }[] => {
    const people = (props.script?.people ?? []).filter(({ id }) => gm()?.places[id] === props.scene.id);
    const subjects = [...props.scene.features, ...props.scene.exits, ...people];
    return [
      ...props.scene.beats.map((beat) => ({ beat, of: props.scene.title })),
      ...subjects.flatMap(({ beats: own, name }) => own.map((beat) => ({ beat, of: name }))),
    ];
  });
  const done = (beat: Beat) => gm()?.beats[beat.id] !== undefined;
  const about = ({ beat, of }: { beat: Beat; of: string }) =>
    [
      of,
      beat.check === undefined ? "" : `${beat.check.skill ?? beat.check.ability} ${beat.check.dc}`,
      done(beat) ? "done" : "",
    ]
      .filter((part) => part !== "")
      .join(", ");
  return (
    <ul class="gm-beats">
      <For each={beats()} fallback={<li class="text-sm text-faint">Nothing is written for this place.</li>}>
        {(each) => (
          <Deed
            title={beatName(each.beat)}
            about={about(each)}
            verb="Play"
            done={done(each.beat)}
            disabled={props.actor === undefined || (done(each.beat) && each.beat.again !== true)}
            onRun={() => props.onRun("play_beat", { beatId: each.beat.id, creatureId: props.actor })}
          />
        )}
      </For>
    </ul>
  );
}

function Secrets(props: { script: Adventure | null }) {
  const campaign = useCampaign();
  const isOut = (secretId: string) =>
    campaign.store.view?.public.seals.some((seal) => seal.secretId === secretId) ?? false;
  return (
    <Fold title="Secrets">
      <ul class="gm-beats">
        <For each={props.script?.secrets ?? []}>
          {(secret) => (
            <li data-done={isOut(secret.id) ? "" : undefined}>
              <span>
                <b>{secret.title}</b> {isOut(secret.id) ? "(out)" : ""}
                <span class="block text-sm text-soft">{secret.text}</span>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Fold>
  );
}

function HiddenClocks() {
  const campaign = useCampaign();
  const clocks = () => Object.values(campaign.store.view?.gm?.clocks ?? {});
  return (
    <Show when={clocks().length > 0}>
      <ul class="clocks" aria-label="Clocks the players do not see">
        <For each={clocks()}>
          {(clock) => (
            <li>
              <ClockDial label={clock.title} segments={clock.segments} filled={clock.filled} size={40} tone="harm" />
              {clock.title}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
