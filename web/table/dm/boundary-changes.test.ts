import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import type { Boundary } from "../../../workers/contracts/dm.ts";
import { createBoundaryChanges } from "./boundary-changes.ts";

const line = (text: string): Boundary => ({ kind: "line", tag: null, text });
const veil = (text: string): Boundary => ({ ...line(text), kind: "veil" });

function changesTo(...list: readonly Boundary[]) {
  return createRoot(() => {
    const [standing, setStanding] = createSignal<readonly Boundary[]>(list);
    return { changes: createBoundaryChanges(standing), setStanding };
  });
}
const words = (list: readonly Boundary[]) => list.map(({ kind, text }) => `${kind} ${text}`);

test("only what was put on and taken off is sent, whatever others have written meanwhile", () => {
  const { changes, setStanding } = changesTo(line("spiders"), line("eels"));
  expect(changes.toSend(), "nothing was changed").toBeNull();
  changes.takeOut(line("eels"));
  changes.setNext(veil(" wasps "));
  changes.add();
  setStanding([line("spiders"), line("eels"), line("needles")]);
  expect(words(changes.shown())).toEqual(["line spiders", "line needles", "veil wasps"]);
  expect(changes.toSend()).toEqual({ add: [veil("wasps")], remove: [line("eels")] });
});

test("what is chosen and not yet added is meant as well", () => {
  const { changes } = changesTo();
  changes.setNext(line("spiders"));
  expect(changes.toSend()).toEqual({ add: [line("spiders")], remove: [] });
});

test("the newer word on a subject counts, and what was only put on here leaves without a trace", () => {
  const { changes } = changesTo(line("Spiders"));
  changes.setNext(veil("spiders"));
  changes.add();
  expect(words(changes.shown())).toEqual(["veil spiders"]);
  expect(changes.toSend()).toEqual({ add: [veil("spiders")], remove: [] });
  changes.takeOut(veil("spiders"));
  expect(changes.shown()).toEqual([]);
  expect(changes.toSend()?.add).toEqual([]);
  expect(changes.toSend()?.remove, "the one that stood is gone too").toHaveLength(1);
  changes.setNext(line("eels"));
  changes.add();
  changes.takeOut(line("eels"));
  expect(changes.toSend()?.remove).toHaveLength(1);
});

test("a full list takes nothing more until something is taken out, and words that name nothing are not added", () => {
  const full = Array.from({ length: 24 }, (_, at) => line(`thing ${at}`));
  const { changes } = changesTo(...full);
  changes.setNext(line("spiders"));
  expect(changes.fault()).toContain("full");
  changes.takeOut(line("thing 3"));
  expect(changes.mayAdd()).toBe(true);
  changes.setNext(line("no"));
  expect(changes.mayAdd()).toBe(false);
});
