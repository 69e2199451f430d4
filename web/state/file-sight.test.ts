import { expect, test } from "vitest";
import type { MemberId } from "../../workers/contracts/ids.ts";
import type { UploadCard, UploadId, UploadList } from "../../workers/contracts/library.ts";
import { createFileSight, titleInSight } from "./file-sight.ts";
import { createFileNews } from "./library-news.ts";
import { ownProblem, type Result } from "./result.ts";

const id = "u_bells" as UploadId;
const card: UploadCard = {
  ...{ id, title: "Bells.pdf", kind: "pdf", mediaType: "application/pdf", sizeBytes: 1, visibility: "players" },
  ...{ status: "ready", pagesTotal: 1, pagesDone: 1, chunksTotal: 1, chunksDone: 1, searchable: true, note: null },
  ...{ reason: null, addedBy: "m_mira" as MemberId, createdAt: 1, updatedAt: 1 },
};
const listOf = (...items: UploadCard[]): Result<UploadList> => ({
  ok: true,
  value: { items, used: { bytes: 0, files: 0 }, limits: { bytes: 1, files: 1, fileBytes: 1 } },
});

/** A viewer whose list of files is answered by hand. */
function viewer() {
  const news = createFileNews();
  const asked: ((answer: Result<UploadList>) => void)[] = [];
  const sight = createFileSight(news, () => new Promise((resolve) => asked.push(resolve)));
  const answers = async (answer: Result<UploadList>) => {
    asked.at(-1)?.(answer);
    await Promise.resolve();
  };
  return { news, sight, asked, answers, title: () => titleInSight(sight.of(id), false) };
}

test("[V1] a title is shown only while its file is open to the viewer, and nothing is asked for before it is needed", async () => {
  const { news, sight, asked, answers, title } = viewer();
  news.tell({ t: "missed" });
  expect(asked).toHaveLength(0);
  expect(title()).toBe("A file");
  await answers(listOf(card));
  expect([title(), asked.length]).toEqual(["Bells.pdf", 1]);
  news.tell({ t: "server.upload", upload: { ...card, title: "Tower.pdf", updatedAt: 2 } });
  expect(title(), "as it is called now").toBe("Tower.pdf");
  news.tell({ t: "server.upload_gone", uploadId: id });
  expect(title()).toBe("A file that is not open to you");
  expect(titleInSight(sight.of(id), true), "who runs the table sees every file there is").toBe(
    "A file that is no longer there",
  );
  news.tell({ t: "server.upload", upload: { ...card, updatedAt: 3 } });
  expect(title()).toBe("Bells.pdf");
});

test("what is heard of while the list is on its way counts, and a list that does not come opens nothing", async () => {
  const { news, answers, asked, title } = viewer();
  title();
  await answers({ ok: false, problem: ownProblem("unavailable", "Away.") });
  expect(title()).toBe("A file");
  news.tell({ t: "missed" });
  news.tell({ t: "server.upload", upload: card });
  await answers(listOf());
  expect([title(), asked.length]).toEqual(["Bells.pdf", 2]);
});
