import { createSignal } from "solid-js";
import type { Boundary } from "../../../workers/contracts/dm.ts";
import { BOUNDARIES_MAX, namesNothing, sameSubject } from "../../state/boundaries.ts";

const NO_BOUNDARY: Boundary = { kind: "line", tag: null, text: "" };
const isEmpty = ({ tag, text }: Boundary) => tag === null && text.trim() === "";
const trimmed = (boundary: Boundary): Boundary => ({ ...boundary, text: boundary.text.trim() });
const without = (list: readonly Boundary[], one: Boundary) => list.filter((each) => !sameSubject(each, one));

/**
 * What is put on the list and taken from it before it is saved. The list itself goes on changing meanwhile: others write
 * on it too, and so does the X.
 */
export function createBoundaryChanges(standing: () => readonly Boundary[]) {
  const [added, setAdded] = createSignal<readonly Boundary[]>([]);
  const [removed, setRemoved] = createSignal<readonly Boundary[]>([]);
  const [next, setNext] = createSignal<Boundary>(NO_BOUNDARY);
  const shown = () => [
    ...standing().filter((each) => ![...removed(), ...added()].some((other) => sameSubject(each, other))),
    ...added(),
  ];
  const fault = () => {
    if (isEmpty(next())) return "";
    if (namesNothing(next())) return "That names no thing.";
    return without(shown(), trimmed(next())).length >= BOUNDARIES_MAX
      ? "The list is full. Take something out first."
      : "";
  };
  return {
    shown,
    next,
    setNext,
    /** Why what is being chosen cannot be added. */
    fault,
    mayAdd: () => !isEmpty(next()) && fault() === "",
    add(): void {
      const boundary = trimmed(next());
      setAdded([...without(added(), boundary), boundary]);
      setNext(NO_BOUNDARY);
    },
    takeOut(boundary: Boundary): void {
      setAdded(without(added(), boundary));
      if (standing().some((each) => sameSubject(each, boundary)))
        setRemoved([...without(removed(), boundary), boundary]);
    },
    /** What to send, or null: what was chosen and not yet added is meant as well. */
    toSend(): { add: Boundary[]; remove: Boundary[] } | null {
      const meant = isEmpty(next()) ? [] : [trimmed(next())];
      const add = [...meant.reduce<readonly Boundary[]>(without, added()), ...meant];
      const remove = removed().filter((each) => !add.some((other) => sameSubject(each, other)));
      return add.length + remove.length === 0 ? null : { add, remove };
    },
  };
}
export type BoundaryChanges = ReturnType<typeof createBoundaryChanges>;
