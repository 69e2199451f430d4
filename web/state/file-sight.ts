import { createSignal } from "solid-js";
import type { UploadCard, UploadId, UploadList } from "../../workers/contracts/library.ts";
import { type Files, noFiles, withFile, withFileClosed, withList } from "./library-files.ts";
import type { FileNews } from "./library-news.ts";
import type { Result } from "./result.ts";

/** `unknown` until the list of files has come, and while it cannot be read. */
export type Sight =
  | ({ readonly state: "open" } & Pick<UploadCard, "title" | "kind" | "pagesTotal">)
  | { readonly state: "closed" | "unknown" };

/**
 * Which files this viewer may open, and what they are called now. Cards, citations and handouts keep the title a file had
 * when they were written; whether it may still be told is known only here [V1]. Nothing is asked for until it is needed.
 */
export function createFileSight(news: FileNews, list: () => Promise<Result<UploadList>>) {
  const [known, setKnown] = createSignal<{ readonly files: Files; readonly listed: boolean }>({
    files: noFiles,
    listed: false,
  });
  /** What was heard of while a list was on its way; null before the first was asked for. */
  let heard: Set<UploadId> | null = null;

  const change = (files: Files, listed = known().listed) => setKnown({ files, listed });
  const load = async () => {
    const mine = new Set<UploadId>();
    heard = mine;
    const answer = await list();
    if (answer.ok && heard === mine) change(withList(known().files, answer.value.items, mine), true);
  };
  news.listen((told) => {
    if (heard === null) return;
    if (told.t === "missed") return void load();
    if (told.t === "server.upload_gone") return void change(withFileClosed(known().files, told.uploadId));
    heard.add(told.upload.id);
    change(withFile(known().files, told.upload));
  });
  return {
    /** Whether a file may be opened, and its title if so. */
    of(id: UploadId): Sight {
      if (heard === null) void load();
      const { files, listed } = known();
      const file = files.list.find((card) => card.id === id);
      if (file !== undefined) return { state: "open", title: file.title, kind: file.kind, pagesTotal: file.pagesTotal };
      return { state: listed ? "closed" : "unknown" };
    },
    /** Asks anew, as when somebody has come to run the table or does so no more. */
    again: () => (heard === null ? undefined : void load()),
  };
}

/** What a file is called before this viewer. */
export function titleInSight(sight: Sight, runsTable: boolean): string {
  if (sight.state === "open") return sight.title;
  if (sight.state === "unknown") return "A file";
  return runsTable ? "A file that is no longer there" : "A file that is not open to you";
}
