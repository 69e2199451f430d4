import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MemberId } from "../../workers/contracts/ids.ts";
import type { UploadCard, UploadId } from "../../workers/contracts/library.ts";
import { type Files, noFiles, twinOf, withFile, withFileClosed, withList, withoutFile } from "./library-files.ts";
import { spokenStage, stageShare, stageWords } from "./library-words.ts";

const card = (id: string, more: Partial<UploadCard> = {}): UploadCard => ({
  id: id as UploadId,
  title: `${id}.pdf`,
  kind: "pdf",
  mediaType: "application/pdf",
  sizeBytes: 1_000,
  visibility: "gm",
  status: "ready",
  pagesTotal: 3,
  pagesDone: 3,
  chunksTotal: 4,
  chunksDone: 4,
  searchable: true,
  note: null,
  reason: null,
  addedBy: "m_mira" as MemberId,
  createdAt: 1,
  updatedAt: 1,
  ...more,
});
const idsOf = ({ list }: Files) => list.map(({ id }) => id);
const none: ReadonlySet<UploadId> = new Set();

describe("the files of a campaign", () => {
  test("stand newest first, each once, as they were last heard of", () => {
    const files = [card("a", { createdAt: 1 }), card("b", { createdAt: 2 }), card("a", { updatedAt: 5, title: "A" })];
    const known = files.reduce(withFile, noFiles);
    expect(idsOf(known)).toEqual(["b", "a"]);
    expect(known.list[1]?.title).toBe("A");
  });

  test("a card that comes late changes nothing, and a deleted file never comes back", () => {
    const known = withFile(noFiles, card("a", { updatedAt: 5, pagesDone: 9 }));
    expect(withFile(known, card("a", { updatedAt: 4, pagesDone: 8 }))).toBe(known);
    const gone = withoutFile(known, "a" as UploadId);
    expect(withFile(gone, card("a", { updatedAt: 9 })).list).toEqual([]);
    expect(withList(gone, [card("a")], none).list).toEqual([]);
  });

  test("one that was closed to players can be opened to them again", () => {
    const closed = withFileClosed(withFile(noFiles, card("a")), "a" as UploadId);
    expect(closed.list).toEqual([]);
    expect(idsOf(withFile(closed, card("a", { updatedAt: 2 })))).toEqual(["a"]);
  });

  test("a list takes away what it does not name, but not what was heard of while it was on its way", () => {
    const known = [card("old"), card("fresh")].reduce(withFile, noFiles);
    expect(idsOf(withList(known, [], new Set(["fresh" as UploadId])))).toEqual(["fresh"]);
  });

  test("whatever overtakes what, all who have heard everything show the same", () => {
    const versions = fc.array(fc.record({ id: fc.constantFrom("a", "b", "c"), updatedAt: fc.nat(20) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(versions, fc.func(fc.nat()), (heard, order) => {
        const cards = heard.map(({ id, updatedAt }) => card(id, { updatedAt, title: `${id} ${updatedAt}` }));
        const shuffled = cards.toSorted((left, right) => order(left.title) - order(right.title));
        const titles = (each: readonly UploadCard[]) => each.reduce(withFile, noFiles).list.map(({ title }) => title);
        expect(titles(shuffled)).toEqual(titles(cards));
      }),
      { numRuns: 60 },
    );
  });
});

describe("how the reading of a file goes", () => {
  test.each([
    [{ status: "pending" }, "Waiting for the rest of it", null],
    [{ status: "stored" }, "Waiting to be read", null],
    [{ status: "extracting", pagesTotal: null }, "Opening it", null],
    [{ status: "extracting", pagesTotal: 300, pagesDone: 40 }, "Reading page 41 of 300", 40 / 300],
    [{ status: "extracting", pagesTotal: 300, pagesDone: 300 }, "Reading page 300 of 300", 1],
    [{ status: "chunking" }, "Finding its passages", null],
    [{ status: "indexing", chunksTotal: 8, chunksDone: 2 }, "Indexing", 0.25],
    [{ status: "ready" }, "Ready", null],
    [
      { status: "failed", reason: "It is locked. Save it without a password." },
      "It is locked. Save it without a password.",
      null,
    ],
  ] as const)("%j is said as “%s”", (more, words, share) => {
    expect(stageWords(card("a", more))).toBe(words);
    expect(stageShare(card("a", more))).toBe(share);
  });

  test("is read out once a stage and never by the page", () => {
    const at = (more: Partial<UploadCard>) => card("Bells", more);
    expect(spokenStage("Bells", at({ status: "stored" }), at({ status: "extracting" }))).toBe("Reading Bells.");
    expect(spokenStage("Bells", at({ status: "extracting", pagesDone: 1 }), at({ status: "extracting" }))).toBeNull();
    expect(spokenStage("Bells", at({ status: "indexing" }), at({ status: "ready" }))).toBe("Bells is ready.");
    expect(spokenStage("Bells", undefined, at({ status: "ready" })), "what was there before is no news").toBeNull();
    expect(spokenStage("Bells", at({ status: "stored" }), at({ status: "failed", reason: "Locked." }))).toBe(
      "Bells could not be read. Locked.",
    );
  });
});

test("a chosen file doubles one of the same name and size, but not one that could not be read", () => {
  const files = [card("a", { title: "Bells.pdf", sizeBytes: 9, status: "ready" })];
  expect(twinOf(files, { title: "Bells.pdf", sizeBytes: 9 })?.id).toBe(files[0]?.id);
  expect(twinOf(files, { title: "Bells.pdf", sizeBytes: 8 })).toBeNull();
  expect(twinOf([{ ...files[0], status: "failed" } as UploadCard], { title: "Bells.pdf", sizeBytes: 9 })).toBeNull();
});
