/** Ligatures, presentation forms, full-width and styled letters, which nobody types when they search. */
const compatible = /[\uFB00-\uFDFF\uFE70-\uFEFC\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]/gu;
/**
 * What nobody sees: controls but tab and line feed, zero-width signs and soft hyphens, marks of direction, selectors of
 * variants, tags, halves of pairs, and signs that mean something in one font only.
 */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
/** Bullets of the symbol fonts that word processors use. */
const symbolBullets = /[\uf0b7\uf0a7\uf076\uf0d8]/g;
const plainOnly = /^[\n\t\x20-\x7e]*$/;

/** A text as a reader sees it, letter by letter. Nothing that is hidden stays hidden: it goes. */
export function cleanText(text: string): string {
  if (plainOnly.test(text)) return text;
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(symbolBullets, "•")
    .replace(compatible, (sign) => sign.normalize("NFKC"))
    .replace(unseen, "")
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f]/g, " ")
    .normalize("NFC");
}

/** Cut to at most so many characters, never through a sign. */
export function cutShort(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const code = text.charCodeAt(charsMax - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? charsMax - 1 : charsMax);
}
