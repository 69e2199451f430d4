import type { UploadCard, UploadId } from "../../workers/contracts/library.ts";

/** The files of a campaign as this browser knows them, the newest first, and which of them it knows to be gone. */
export interface Files {
  readonly list: readonly UploadCard[];
  readonly gone: ReadonlySet<UploadId>;
}

export const noFiles: Files = { list: [], gone: new Set() };

/** A card as it was heard of. An older one than the card in hand is dropped: answers and frames overtake each other. */
export function withFile(files: Files, card: UploadCard): Files {
  if (files.gone.has(card.id)) return files;
  const known = files.list.find(({ id }) => id === card.id);
  if (known !== undefined && known.updatedAt > card.updatedAt) return files;
  const others = files.list.filter(({ id }) => id !== card.id);
  return { ...files, list: [...others, card].sort(newestFirst) };
}

/** A file is never brought back under its id, so whatever still speaks of it is late. */
export function withoutFile(files: Files, id: UploadId): Files {
  return { list: files.list.filter((card) => card.id !== id), gone: new Set([...files.gone, id]) };
}

/** A file that was closed to players may be opened to them again. */
export function withFileClosed(files: Files, id: UploadId): Files {
  return { ...files, list: files.list.filter((card) => card.id !== id) };
}

/** The whole list as the server has it. What was `heard` of while it was on its way may be newer than the list. */
export function withList(files: Files, listed: readonly UploadCard[], heard: ReadonlySet<UploadId>): Files {
  const ids = new Set(listed.map(({ id }) => id));
  const kept = files.list.filter(({ id }) => ids.has(id) || heard.has(id));
  return listed.reduce(withFile, { ...files, list: kept });
}

/** The file that a chosen one would double: of the same name, and as long. One that failed is doubled gladly. */
export function twinOf(
  files: readonly UploadCard[],
  { title, sizeBytes }: Pick<UploadCard, "title" | "sizeBytes">,
): UploadCard | null {
  const same = (card: UploadCard) => card.title === title && card.sizeBytes === sizeBytes;
  return files.find((card) => same(card) && card.status !== "failed") ?? null;
}

function newestFirst(left: UploadCard, right: UploadCard): number {
  return right.createdAt - left.createdAt || (left.id < right.id ? 1 : -1);
}
