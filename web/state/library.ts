import { createSignal, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { UploadCard, UploadId, UploadList, Visibility } from "../../workers/contracts/library.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import { askApi } from "./api-client.ts";
import type { Campaign } from "./campaign.ts";
import { keep } from "./keep.ts";
import { type LibraryApi, makeLibraryApi } from "./library-api.ts";
import { type Files, noFiles, twinOf, withFile, withFileClosed, withList, withoutFile } from "./library-files.ts";
import type { NewsOfFile } from "./library-news.ts";
import { createLibraryUploads } from "./library-uploads.ts";
import { spokenStage } from "./library-words.ts";
import type { Result } from "./result.ts";

type AtTable = Pick<Campaign, "id" | "files" | "mayRun">;

/**
 * The library of a campaign: its files as they are heard of, and the ones on their way. It lives as long as the table,
 * so that an upload goes on while somebody looks at something else.
 */
export function createLibrary(campaign: AtTable) {
  const api = makeLibraryApi(askApi, campaign.id);
  const shelf = createShelf(campaign, api);
  const uploads = createLibraryUploads({
    api,
    keep,
    campaignId: campaign.id,
    onCard: shelf.take,
    limits: shelf.limits,
    isThere: (file) => twinOf(shelf.files(), file) !== null,
  });
  void shelf.load();

  const kept = async (asked: Promise<Result<UploadCard>>): Promise<Result<UploadCard>> => {
    const answer = await asked;
    if (answer.ok) shelf.take(answer.value);
    return answer;
  };
  const remove = async (id: UploadId): Promise<Result<null>> => {
    const answer = await api.remove(id);
    // Somebody else was faster: it is gone all the same.
    if (!answer.ok && answer.problem.status !== 404) return answer;
    uploads.forget(id);
    shelf.lose(id);
    return { ok: true, value: null };
  };
  return {
    files: shelf.files,
    limits: shelf.limits,
    problem: shelf.problem,
    spoken: shelf.spoken,
    load: shelf.load,
    sending: uploads.sending,
    refused: uploads.refused,
    add: uploads.add,
    doubles: uploads.doubles,
    bringTwice: uploads.bringTwice,
    leaveDouble: uploads.leaveDouble,
    goOn: uploads.goOn,
    retrySending: uploads.retry,
    putAside: uploads.putAside,
    rename: (id: UploadId, title: string) => kept(api.change(id, { title })),
    open: (id: UploadId, visibility: Visibility) => kept(api.change(id, { visibility })),
    readAgain: (id: UploadId) => kept(api.retry(id)),
    remove,
    /** Gives an upload up: nothing more of it is sent, whatever becomes of the rest. */
    cancel(id: UploadId): Promise<Result<null>> {
      uploads.forget(id);
      return remove(id);
    },
    /** Shows a file to the table. Asked again with the same key, it is shown once. */
    show: (id: UploadId, caption: string, key: string) => kept(api.show(id, { caption }, key)),
    search: api.search,
    reindex: api.reindex,
  };
}

export type Library = ReturnType<typeof createLibrary>;

/** The list of files: asked for when it may be out of date, and kept up to date by what is heard meanwhile. */
function createShelf(campaign: AtTable, api: LibraryApi) {
  let known: Files = noFiles;
  /** What was heard of while a list was on its way, one set for each that is. */
  const hearing = new Set<Set<UploadId>>();
  const [store, setStore] = createStore<{ files: UploadCard[] }>({ files: [] });
  const [limits, setLimits] = createSignal<UploadList["limits"] | null>(null);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const [spoken, setSpoken] = createSignal("");

  const show = (next: Files) => {
    known = next;
    // Copies, because the store writes into what it is given.
    const copies = next.list.map((card) => ({ ...card }));
    setStore("files", reconcile(copies, { key: "id" }));
  };
  const take = (card: UploadCard) => {
    const before = known.list.find(({ id }) => id === card.id);
    const words = spokenStage(card.title, before, card);
    if (words !== null) setSpoken(words);
    for (const heard of hearing) heard.add(card.id);
    show(withFile(known, card));
  };
  // What is still being sent of it hears so itself, with the reason.
  const lose = (id: UploadId) => show(campaign.mayRun() ? withoutFile(known, id) : withFileClosed(known, id));
  const load = async () => {
    const heard = new Set<UploadId>();
    hearing.add(heard);
    const answer = await api.list();
    hearing.delete(heard);
    if (!answer.ok) return void setProblem(answer.problem);
    setLimits(answer.value.limits);
    setProblem(null);
    show(withList(known, answer.value.items, heard));
  };
  const news = (heardOf: NewsOfFile) => {
    if (heardOf.t === "missed") void load();
    else if (heardOf.t === "server.upload_gone") lose(heardOf.uploadId);
    else take(heardOf.upload);
  };
  onCleanup(campaign.files.listen(news));
  return {
    files: (): readonly UploadCard[] => store.files,
    /** What may be brought; null until the list has come once. */
    limits,
    /** Why there is no list, or no newer one. */
    problem,
    /** What has happened last, for those who listen. */
    spoken,
    load,
    take,
    lose,
  };
}
