import { createMemo, For, Show } from "solid-js";
import type { SceneRecap } from "../../../workers/contracts/memory.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { eveningsTold, type ToldEvening } from "../../state/memory-lists.ts";
import { recapsWritten } from "../../state/memory-written.ts";
import { useTable } from "../table-context.tsx";
import { useMemory } from "./memory-context.tsx";
import { dayOf } from "./memory-words.ts";
import { SawButton } from "./saw-button.tsx";
import { Sentences } from "./sentences.tsx";

/** The story so far, the last evening first; every sentence leads to what it rests on. */
export function StorySoFar() {
  const { campaign, story } = useTable();
  const memory = useMemory();
  const seqOf = createMemo(() => recapsWritten(campaign.events()));
  const told = createMemo(() => eveningsTold(memory.view()?.evenings ?? [], memory.view()?.scenes ?? []));
  const some = () => told().some(({ evening }) => evening.sentences.length > 0);
  return (
    <div class="memory-part">
      <Show when={some()}>
        <Button size="small" icon="book" class="memory-add" onClick={story.retell}>
          Previously, on…
        </Button>
      </Show>
      <For each={told()} fallback={<p class="memory-empty">The story has not begun.</p>}>
        {(each) => <EveningPart told={each} seqOf={seqOf()} />}
      </For>
    </div>
  );
}

type SeqOf = ReturnType<typeof recapsWritten>;

function EveningPart(props: { told: ToldEvening; seqOf: SeqOf }) {
  const evening = () => props.told.evening;
  return (
    <section class="evening" aria-label={dayOf(evening().startedAt)}>
      <h3 class="title title-sm">{dayOf(evening().startedAt)}</h3>
      <Written written={evening().written} seq={props.seqOf("evening", evening().fromSeq)} />
      <Sentences sentences={evening().sentences} />
      <Show when={props.told.scenes.length > 0}>
        <details class="memory-fold">
          <summary>{props.told.scenes.length === 1 ? "One scene" : `${props.told.scenes.length} scenes`}</summary>
          <For each={props.told.scenes}>{(scene) => <ScenePart scene={scene} seqOf={props.seqOf} />}</For>
        </details>
      </Show>
    </section>
  );
}

function ScenePart(props: { scene: SceneRecap; seqOf: SeqOf }) {
  return (
    <div class="evening-scene">
      <h4>{props.scene.title}</h4>
      <Written written={props.scene.written} seq={props.seqOf("scene", props.scene.fromSeq)} />
      <Sentences sentences={props.scene.sentences} />
    </div>
  );
}

/** A model's words are marked as such, wherever they stand. */
function Written(props: { written: boolean; seq: number | null }) {
  return (
    <Show when={props.written}>
      <p class="memory-aside">
        <Icon name="spark" size={14} /> In a machine’s words, from what happened
        <Show when={props.seq}>
          {(seq) => (
            <>
              {" "}
              · <SawButton seq={seq()} />
            </>
          )}
        </Show>
      </p>
    </Show>
  );
}
