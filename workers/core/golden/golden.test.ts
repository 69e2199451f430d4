import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as machine from "../../contracts/events/machine.ts";
import * as memory from "../../contracts/events/memory.ts";
import { StoredEvent } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import { evenings } from "../../testkit/evenings.ts";
import { evolve } from "../evolve.ts";
import { verifyLog } from "../ledger/index.ts";
import { newCampaign, STATE_VERSION } from "../new-campaign.ts";
import { project, viewerOf, viewOf } from "../project.ts";
import { stateHash } from "../state-hash.ts";
import { upcast } from "../upcast.ts";

/** A recorded evening: its log as stored then, and what each who was there sees of it at the end. */
interface Golden {
  readonly stateVersion: number;
  readonly publicKey: string;
  readonly views: Readonly<Record<string, string>>;
  readonly events: readonly StoredEvent[];
}

const folder = new URL("./", import.meta.url);
const fileOf = (name: string): URL => new URL(`${name}.json`, folder);
const updating = process.env["GOLDEN_UPDATE"] === "1";

function viewsOf(events: readonly StoredEvent[]): Record<string, string> {
  const state = events.reduce(evolve, newCampaign);
  const onlookers: readonly (readonly [string, MemberId | null, boolean])[] = [
    ...Object.values(state.public.members).map(({ id, name, screen }) => [name, id, screen] as const),
    [
      "Olive behind the screen",
      Object.values(state.public.members).find(({ role }) => role === "owner")?.id ?? null,
      true,
    ],
    ["a stranger", null, false],
  ];
  return Object.fromEntries(
    onlookers.map(([name, memberId, gm]) => {
      const viewer = { ...viewerOf(state, memberId), gm };
      const folded = events.map((event) => project(event, viewer)).reduce(evolve, newCampaign);
      return [name, stateHash(viewOf(folded, viewer))];
    }),
  );
}

function read(name: string): Golden {
  return JSON.parse(readFileSync(fileOf(name), "utf8")) as Golden;
}

/** One event a line, so that the diff of a golden log can be read. */
function write(name: string, { stateVersion, publicKey, views, events }: Golden): void {
  const lines = events.map((event) => JSON.stringify(event)).join(",\n");
  writeFileSync(
    fileOf(name),
    `{\n"stateVersion": ${stateVersion},\n"publicKey": "${publicKey}",\n"views": ${JSON.stringify(views, null, 2)},\n"events": [\n${lines}\n]}\n`,
  );
}

if (updating)
  for (const { name, play } of evenings) {
    const { publicKey, events } = play();
    write(name, { stateVersion: STATE_VERSION, publicKey, events, views: viewsOf(events) });
  }

const recorded = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));
const ADVICE = "If this is meant, run `npm run golden:update` and read the diff like code";

test("there is a log of each evening", () => {
  expect(evenings.filter(({ name }) => !existsSync(fileOf(name)))).toEqual([]);
});

test("what the machine can do at a table, and people with what is remembered, is in one of them", () => {
  const happened = new Set(recorded.flatMap((name) => read(name).events.map(({ body }) => body.type)));
  const known = [...Object.values(machine), ...Object.values(memory)].map(({ shape }) => shape.type.value);
  expect(known.filter((type) => !happened.has(type))).toEqual([]);
});

describe.each(recorded)("%s", (name) => {
  const golden = read(name);
  const events = golden.events.map((event) => {
    const lifted = upcast(event.body);
    if (!lifted.ok)
      throw new Error(
        `Event ${event.header.seq} of ${name} cannot be read any more: ${lifted.unreadable.why}. A stored event needs an upcaster in workers/core/upcast.ts.`,
      );
    return { ...event, body: lifted.body };
  });

  test("every event of it still has a shape the contract knows", () => {
    for (const event of events)
      expect(
        StoredEvent.safeParse(event).error?.issues,
        `event ${event.header.seq}, ${event.body.type}`,
      ).toBeUndefined();
  });

  test("[T5] it verifies with the key that was given out then", () => {
    expect(verifyLog(golden.events, { trustedKeys: [golden.publicKey] }).findings).toEqual([]);
  });

  test("[L7] [V2] what happened then folds into the same view for each who was there", () => {
    expect(
      viewsOf(events),
      `The past folds into another state: raise STATE_VERSION in workers/core/new-campaign.ts, or every stored snapshot lies. ${ADVICE}.`,
    ).toEqual(golden.views);
    expect(golden.stateVersion).toBeLessThanOrEqual(STATE_VERSION);
  });

  test("the same evening played today becomes the same log", () => {
    const evening = evenings.find((each) => each.name === name);
    if (evening === undefined) return; // An evening of before, kept because logs like it exist.
    const bodies = evening.play().events.map(({ body }) => body);
    expect(JSON.parse(JSON.stringify(bodies)), `The table decides otherwise than it did. ${ADVICE}.`).toEqual(
      golden.events.map(({ body }) => body),
    );
  });
});
