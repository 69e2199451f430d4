/** A file that can never be read, however often it is tried. */
export class Unreadable extends Error {
  /** What is wrong and what to do about it, in plain words. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = "Unreadable";
    this.reason = reason;
  }
}

/** Why a file of nothing but pictures is refused; only its last page can tell. */
export const PICTURES_ONLY =
  "This PDF holds pictures of pages and no text. Run it through text recognition first, then upload it again.";

/** Why a file is refused that cannot even be opened, or of which not one page can be read. */
export const DAMAGED = "This PDF is damaged and cannot be read. Print it to a new PDF and upload that.";

/** Why a file is refused that ends before its end. */
export const CUT_SHORT =
  "This PDF is damaged: it is cut short, and its end is missing. Download or export it again and upload that.";

/** Why a file is refused that says things in a way nobody writes. */
export const BUILT_ODDLY = "This PDF is built in a way that is not read here. Print it to a new PDF and upload that.";

/** Why a file without a single letter is refused. */
export const NOTHING_IN_IT = "There is no text in this file.";

/** What is worth knowing about a file of which some pages came out blank; null when none did. */
export function noteOnBlankPages(blank: number, pagesTotal: number): string | null {
  if (blank === 0) return null;
  return `${blank} of ${pagesTotal} pages ${blank === 1 ? "holds" : "hold"} pictures only.`;
}
