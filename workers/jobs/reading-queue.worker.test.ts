import { expect, test, vi } from "vitest";
import { CampaignId } from "../contracts/ids.ts";
import type { ExtractPages } from "../contracts/jobs.ts";
import { openLoreSearch } from "../library/search.ts";
import { bindings, Visitor } from "../testkit/api-visitor.ts";
import { lineOfText, smallPdf } from "../testkit/pdf-bytes.ts";
import { allOf, book, fileRow, storeFile } from "../testkit/stored-file.ts";
import type { JobBindings } from "./bindings.ts";

const env = bindings as unknown as JobBindings;

/** Sends the first job to the real queue and waits until the Worker has done all that follow. */
async function readByTheWorker(job: ExtractPages, timeout: number) {
  await env.JOBS.send(job);
  const ends = ["ready", "failed"];
  await vi.waitFor(async () => expect(ends).toContain((await fileRow(env, job))?.["status"]), {
    timeout,
    interval: 200,
  });
  return await allOf(env, job);
}

async function search(campaignId: CampaignId, text: string) {
  return await openLoreSearch(env).search({ campaignId, text, names: [], may: "gm", limit: 3, tokensMax: 2_000 });
}

test("a text goes through queue, R2, D1 and both indexes, and is found with its page", async () => {
  const campaignId = CampaignId.parse((await new Visitor().startsTable()).campaign.id);
  const job = await storeFile(env, { seed: "queued", campaignId, bytes: book(30) });
  const { row, chunks, vectors } = await readByTheWorker(job, 12_000);
  expect(row).toMatchObject({ status: "ready", pages_total: 30, reason: null, note: null });
  expect(vectors).toHaveLength(chunks.length);
  const found = await search(campaignId, "With which key is the door of room 17 locked?");
  const answer = found.find(({ text }) => text.includes(`room 17 is locked with key ${17 * 7}.`));
  expect(answer).toMatchObject({ uploadId: job.uploadId, heading: "Room 17", pageFrom: 17, pageTo: 17 });
});

test("a PDF of 300 pages is read whole, and each of its pages can be found", async () => {
  const campaignId = CampaignId.parse((await new Visitor().startsTable()).campaign.id);
  const job = await storeFile(env, { seed: "longpdf", campaignId, kind: "pdf", bytes: almanac(300) });
  const { row, objects } = await readByTheWorker(job, 55_000);
  expect(row).toMatchObject({ status: "ready", pages_total: 300, pages_done: 300, reason: null });
  expect(Object.keys(objects).filter((key) => key.includes("leaf"))).toHaveLength(12);
  for (const page of [1, 150, 300]) {
    const found = await search(campaignId, `warden ${name(page)}`);
    expect(
      found.map(({ pageFrom, pageTo }) => pageFrom <= page && page <= pageTo),
      name(page),
    ).toContain(true);
  }
}, 60_000);

/** A page for each day, with a warden of whom no other page speaks. */
function almanac(pages: number): Uint8Array {
  const rest = [
    "The lamps along the causeway are lit an hour before the tide turns, and put out when the last",
    "boat has been counted. Whoever keeps them writes the weather into a book that nobody may read",
    "before a year has gone by, and hands it over at the well with the words of the first keeper.",
    "Bread is baked at noon. The bell is not rung on days of fog, because it has been answered.",
  ];
  return smallPdf({
    pages: Array.from({ length: pages }, (_, at) =>
      [`On this day the warden ${name(at + 1)} crossed the causeway with ${at + 3} lanterns.`, ...rest]
        .map((text, line) => lineOfText(text, { y: 720 - line * 14 }))
        .join(""),
    ),
  });
}

/** A word of its own for each number. */
function name(page: number): string {
  const parts = ["bal", "dor", "fen", "gri", "hul", "kar", "lom", "mir", "nev", "pol"];
  return [...String(page).padStart(3, "0")].map((digit) => parts[Number(digit)]).join("");
}
