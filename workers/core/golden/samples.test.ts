import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CampaignEvent, type StoredEvent } from "../../contracts/events.ts";
import { evolve } from "../evolve.ts";
import { canonicalJson, hashHex } from "../ledger/index.ts";
import { newCampaign } from "../new-campaign.ts";
import { NEWEST, upcast } from "../upcast.ts";

/**
 * Bodies as they were stored, of types that happen in no recorded evening, each with the hash of the state it folds into at the
 * end of one. A new version of an event adds a body of that version here, and takes none away.
 */
interface Sample {
  readonly body: { readonly type: string; readonly v: number };
  readonly state: string;
}
const file = new URL("./samples/bodies.json", import.meta.url);
const samples = JSON.parse(readFileSync(file, "utf8")) as Sample[];

function eventsOf(name: string): StoredEvent[] {
  const { events } = JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), "utf8")) as {
    events: StoredEvent[];
  };
  return events;
}
const evening = eventsOf("small-hall-d20.json");
const before = evening.reduce(evolve, newCampaign);

/** What this code makes of a stored body at the end of the evening. */
function folded(stored: unknown): string {
  const read = upcast(stored);
  if (!read.ok) throw new Error(`It cannot be read any more: ${read.unreadable.why}`);
  const last = evening.at(-1);
  if (last === undefined) throw new Error("Nothing was played.");
  const header = { ...last.header, seq: last.header.seq + 1 };
  return hashHex(canonicalJson(evolve(before, { ...last, header, body: read.body })));
}

if (process.env["GOLDEN_UPDATE"] === "1") {
  const lines = samples.map(({ body }) => JSON.stringify({ body, state: folded(body) }));
  writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
}

test("of every type of event, in every version there has been, a body is kept", () => {
  const evenings = readdirSync(new URL("./", import.meta.url)).filter((name) => name.endsWith(".json"));
  const bodies = [...evenings.flatMap(eventsOf), ...samples].map(({ body }) => `${body.type}@${body.v}`);
  const kept = new Set(bodies);
  const known = Object.entries(NEWEST).flatMap(([type, newest]) =>
    Array.from({ length: newest }, (_, at) => `${type}@${at + 1}`),
  );
  expect(known.filter((each) => !kept.has(each))).toEqual([]);
});

test.each(samples.map(({ body, state }) => [`${body.type}@${body.v}`, body, state] as const))(
  "%s still reads, and folds into what it folded into then",
  (_, body, state) => {
    const read = upcast(body);
    expect(CampaignEvent.safeParse(read.ok ? read.body : null).error?.issues).toBeUndefined();
    expect(folded(body)).toBe(state);
  },
);
