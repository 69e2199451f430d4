import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { StoredEvent } from "../../contracts/events.ts";
import { evenings } from "../../testkit/evenings.ts";
import { hashHex } from "../ledger/bytes.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import { emptyMemory, MEMORY_VERSION, type Memory, remember } from "../memory/memory.ts";

/** What the recorded evenings were remembered as, by hash. */
interface Remembered {
  readonly memoryVersion: number;
  readonly evenings: Readonly<Record<string, string>>;
}

const record = new URL("./remembered/by-evening.json", import.meta.url);
const hashOf = (memory: Memory): string => hashHex(canonicalJson(JSON.parse(JSON.stringify(memory))));

function logOf(name: string): readonly StoredEvent[] {
  const { events } = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as {
    events: StoredEvent[];
  };
  return events;
}

const now: Remembered = {
  memoryVersion: MEMORY_VERSION,
  evenings: Object.fromEntries(evenings.map(({ name }) => [name, hashOf(logOf(name).reduce(remember, emptyMemory))])),
};
if (process.env["GOLDEN_UPDATE"] === "1") writeFileSync(record, `${JSON.stringify(now, null, 2)}\n`);

test("[K1] a recorded evening is remembered as it was, or what rooms have kept of it is told to be of the old kind", () => {
  const advice =
    "A log folds into another memory: raise MEMORY_VERSION in workers/core/memory/memory.ts, then `npm run golden:update`.";
  expect(now, advice).toEqual(JSON.parse(readFileSync(record, "utf8")));
});
