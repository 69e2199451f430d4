import { For } from "solid-js";
import type { Boundary } from "../../../workers/contracts/dm.ts";
import { Button } from "../../parts/button.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { BoundaryPicker } from "../safety/boundary-picker.tsx";
import { boundaryWords } from "../safety/boundary-words.ts";

const BOUNDARIES_MAX = 24;
export const NO_BOUNDARY: Boundary = { kind: "line", tag: null, text: "" };
const isEmpty = ({ tag, text }: Boundary) => tag === null && text.trim() === "";
const isSame = (left: Boundary, right: Boundary) => left.tag === right.tag && left.text === right.text;

/** The same subject twice is one, the newer word on it counting. */
export function withBoundary(boundaries: readonly Boundary[], next: Boundary): Boundary[] {
  if (isEmpty(next)) return [...boundaries];
  const boundary = { ...next, text: next.text.trim() };
  return [...boundaries.filter((each) => !isSame(each, boundary)), boundary].slice(-BOUNDARIES_MAX);
}

/** Lines and veils: what this table keeps out, and what it looks away from. */
export function BoundariesField(props: {
  boundaries: readonly Boundary[];
  /** What is being chosen and has not been added yet. */
  next: Boundary;
  onNext: (next: Boundary) => void;
  onChange: (boundaries: Boundary[]) => void;
}) {
  const add = () => {
    props.onChange(withBoundary(props.boundaries, props.next));
    props.onNext(NO_BOUNDARY);
  };
  return (
    <section class="dm-part" aria-labelledby="dm-boundaries">
      <h3 id="dm-boundaries" class="eyebrow">
        Lines and veils
      </h3>
      <ul class="boundaries" aria-label="What this table keeps out">
        <For each={props.boundaries} fallback={<li class="text-sm text-faint">Nothing has been ruled out.</li>}>
          {(boundary) => (
            <li data-kind={boundary.kind}>
              <span>
                <b>{boundary.kind === "line" ? "Line" : "Veil"}</b> {boundaryWords(boundary)}
              </span>
              <IconButton
                icon="close"
                label={`Take out ${boundaryWords(boundary)}`}
                onClick={() => props.onChange(props.boundaries.filter((each) => !isSame(each, boundary)))}
              />
            </li>
          )}
        </For>
      </ul>
      <BoundaryPicker name="dm-boundary" value={props.next} onChange={props.onNext} />
      <Button icon="plus" disabled={isEmpty(props.next) || props.boundaries.length >= BOUNDARIES_MAX} onClick={add}>
        Add it
      </Button>
    </section>
  );
}
