import { createSignal, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { UploadCard, UploadId, UploadList } from "../../workers/contracts/library.ts";
import type { Problem } from "../../workers/contracts/problems.ts";
import type { Keep } from "./keep.ts";
import type { LibraryApi } from "./library-api.ts";
import { makePendingFiles } from "./library-pending.ts";
import { makeSender, type SenderWorld } from "./library-sender.ts";
import type { Sending } from "./library-sending.ts";
import { sizeText } from "./library-words.ts";
import { putBytes } from "./put-bytes.ts";
import { wordsFor } from "./result.ts";

const TITLE_MAX = 120;

interface UploadsOptions {
  readonly api: LibraryApi;
  readonly keep: Keep;
  readonly campaignId: string;
  readonly onCard: (card: UploadCard) => void;
  readonly limits: () => UploadList["limits"] | null;
  /** Whether the library has a file of this name and size already. */
  readonly isThere: (file: Pick<UploadCard, "title" | "sizeBytes">) => boolean;
}

/** A chosen file that did not get as far as the list, and why. */
export interface Refusal {
  readonly name: string;
  readonly words: string;
}

/** Files of this browser on their way to the library. */
export function createLibraryUploads({ api, keep, campaignId, onCard, limits, isThere }: UploadsOptions) {
  const pending = makePendingFiles(keep, campaignId);
  const [store, setStore] = createStore<{ sending: readonly Sending[] }>({ sending: [] });
  const { refused, refuse, putAside, clear } = createRefusals();
  const sender = makeSender(senderWorld(api), {
    onChange: (list) => setStore("sending", reconcile(structuredClone([...list]), { key: "id" })),
    onDone(id, card) {
      pending.done(id);
      if (card !== null) onCard(card);
    },
    onRefused({ id, title }, problem) {
      pending.done(id);
      refuse(title, refusalWords(problem));
    },
  });
  createWatches(sender.wakeAll, () => store.sending.length > 0);
  onCleanup(sender.stop);

  const goOn = makeGoOn({ api, pending, sender, refuse, onCard });
  const doubles = createDoubles();
  const addOne = async (file: File, twice = false): Promise<void> => {
    const fault = faultOf(file, limits());
    if (fault !== null) return refuse(file.name, fault);
    const begun = pending.find(file);
    if (begun !== null && (await goOn(begun, file))) return;
    if (!twice && isThere({ title: titleOf(file), sizeBytes: file.size })) return doubles.ask(file);
    const answer = await api.create(
      { title: titleOf(file), sizeBytes: file.size, visibility: "gm" },
      crypto.randomUUID(),
    );
    if (!answer.ok) return refuse(file.name, wordsFor(answer.problem));
    pending.begun(file, answer.value.upload.id);
    onCard(answer.value.upload);
    sender.begin(answer.value, file);
  };

  return {
    sending: () => store.sending,
    refused,
    /** Brings files, one after the other; the first to be refused stops none of the others. */
    async add(files: readonly File[]): Promise<void> {
      clear();
      for (const file of files) await addOne(file);
    },
    /** Files that were chosen and are there already: nothing is sent of them before somebody says so. */
    doubles: doubles.asked,
    bringTwice(file: File): Promise<void> {
      doubles.drop(file);
      return addOne(file, true);
    },
    leaveDouble: doubles.drop,
    /** Goes on with an upload, with its file chosen again. */
    async goOn(id: UploadId, file: File): Promise<void> {
      clear();
      if (!(await goOn(id, file))) refuse(file.name, "Its upload was given up meanwhile. Bring the file anew.");
    },
    retry: sender.retry,
    putAside,
    forget(id: UploadId): void {
      pending.done(id);
      sender.drop(id);
    },
  };
}

interface GoingOn extends Pick<UploadsOptions, "api" | "onCard"> {
  readonly pending: ReturnType<typeof makePendingFiles>;
  readonly sender: ReturnType<typeof makeSender>;
  readonly refuse: (name: string, words: string) => void;
}

/** Goes on with an upload that was begun before. False when there is none any more. */
function makeGoOn({ api, pending, sender, refuse, onCard }: GoingOn) {
  return async (id: UploadId, file: File): Promise<boolean> => {
    const answer = await api.progress(id);
    if (!answer.ok) {
      if (answer.problem.status !== 404) refuse(file.name, wordsFor(answer.problem));
      else pending.done(id);
      return answer.problem.status !== 404;
    }
    const { upload } = answer.value;
    if (upload.sizeBytes !== file.size) refuse(file.name, anotherFile(upload, file));
    else {
      onCard(upload);
      if (upload.status === "pending") sender.begin(answer.value, file);
      else pending.done(id);
    }
    return true;
  };
}

/** Which kinds there are, and what was wrong with this one: either alone says too little. */
function refusalWords(problem: Problem): string {
  if (problem.status === 404) return "It was deleted while it was on its way.";
  return problem.slug === "wrong-file-type" && problem.detail !== undefined
    ? `${problem.title} ${problem.detail}`
    : wordsFor(problem);
}

function createRefusals() {
  const [refused, setRefused] = createSignal<readonly Refusal[]>([]);
  const putAside = (name: string): void => {
    setRefused(refused().filter((each) => each.name !== name));
  };
  return {
    refused,
    /** Hears no more of it. */
    putAside,
    refuse(name: string, words: string): void {
      putAside(name);
      setRefused([...refused(), { name, words }]);
    },
    clear: () => setRefused([]),
  };
}

function createDoubles() {
  const [asked, setAsked] = createSignal<readonly File[]>([]);
  const drop = (file: File): void => {
    setAsked(asked().filter((each) => each !== file));
  };
  return {
    asked,
    drop,
    ask(file: File): void {
      setAsked([...asked().filter(({ name }) => name !== file.name), file]);
    },
  };
}

const titleOf = ({ name }: File) => name.trim().slice(0, TITLE_MAX) || "A file";

function anotherFile(upload: UploadCard, file: File): string {
  const sizes = `“${upload.title}” has ${sizeText(upload.sizeBytes)}, this one ${sizeText(file.size)}`;
  return `That is another file: ${sizes}. Choose the same one again.`;
}

/** What can be told before a byte is sent. What is in it, only the table can tell. */
function faultOf({ size }: File, limits: UploadList["limits"] | null): string | null {
  if (size === 0) return "There is nothing in it.";
  if (limits !== null && size > limits.fileBytes)
    return `It is larger than a file may be: ${sizeText(size)}, at most ${sizeText(limits.fileBytes)}. Split it and bring the parts.`;
  return null;
}

function senderWorld(api: LibraryApi): SenderWorld {
  return {
    put: ({ id, part }, bytes, onSent) => putBytes(api.partUrl(id, part), bytes, onSent),
    complete: api.complete,
    progress: api.progress,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

/** The line that comes back, and the page that is left while something is on its way: the browser asks first then. */
function createWatches(onLine: () => void, isBusy: () => boolean): void {
  const leaving = (ev: BeforeUnloadEvent) => {
    if (isBusy()) ev.preventDefault();
  };
  window.addEventListener("online", onLine);
  window.addEventListener("beforeunload", leaving);
  onCleanup(() => {
    window.removeEventListener("online", onLine);
    window.removeEventListener("beforeunload", leaving);
  });
}
