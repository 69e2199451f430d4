import { expect, test } from "vitest";
import { CAMPAIGN_PASSAGES_MAX } from "../contracts/library.ts";
import { JobLine, jobBindings } from "../testkit/job-line.ts";
import { allOf, book, storeFile } from "../testkit/stored-file.ts";

const env = jobBindings(() => {});

async function read(job: Awaited<ReturnType<typeof storeFile>>) {
  const line = new JobLine(env);
  line.send(job);
  await line.drain();
  return { ...(await allOf(env, job)), line };
}

test("a file of more passages than a book has is refused in words, at once, and nothing of it stays", async () => {
  // Each too heavy to stand beside another.
  const sections = Array.from({ length: 26_000 }, (_, at) => `# H${at}\n${"- a key\n- a rope\n".repeat(4)}\n`);
  const { row, chunks, terms, readings, line } = await read(
    await storeFile(env, { seed: "pieces", bytes: sections.join("") }),
  );
  expect(row).toMatchObject({ status: "failed", reason: expect.stringMatching(/more than 12,000 passages.+Split it/) });
  expect({ chunks, terms, readings }).toEqual({ chunks: [], terms: [], readings: [] });
  expect(line.dead).toEqual([]);
});

test("a campaign takes only so many passages, and says what to do; a file that fits still comes in", async () => {
  const full = await storeFile(env, { seed: "shelf", campaign: "shelves", bytes: "A shelf." });
  const count = env.DB.prepare("UPDATE uploads SET chunks_total = ?, status = 'ready' WHERE id = ?");
  await count.bind(CAMPAIGN_PASSAGES_MAX - 5, full.uploadId).run();
  const large = await read(await storeFile(env, { seed: "folio", campaign: "shelves", bytes: book(2) }));
  expect(large.row).toMatchObject({ status: "failed", reason: expect.stringMatching(/60,000 passages.+Delete one/) });
  expect(large.chunks).toEqual([]);
  const small = await read(await storeFile(env, { seed: "quarto", campaign: "shelves", bytes: book(1) }));
  expect(small.row).toMatchObject({ status: "ready", reason: null });
});
