/** One word of a text without case and accents, and where it stands in the text as it was written. */
export interface FoldedWord {
  readonly word: string;
  readonly at: number;
  readonly end: number;
  /** A sentence has ended between the word before and this one. */
  readonly opens: boolean;
}

const LETTER = /[\p{L}\p{N}]/u;
/** Marks and invisible characters belong to the word they stand in: nobody hides a word by putting them between letters. */
const UNSEEN = /[\p{M}\p{Cf}]/u;
const ENDS_SENTENCE = /[.!?…\n。！？]/u;

/** Whether a character may stand inside a word. */
export function isWordPart(character: string): boolean {
  return LETTER.test(character) || UNSEEN.test(character);
}

/** The words of a text, folded as sealed secrets are compared. One pass, whatever the text. */
export function foldedWords(text: string): FoldedWord[] {
  const words: FoldedWord[] = [];
  let open: { word: string; at: number } | null = null;
  let opens = true;
  let at = 0;
  const close = (end: number): void => {
    if (open === null) return;
    words.push({ ...open, end, opens });
    open = null;
    opens = false;
  };
  for (const character of text) {
    if (LETTER.test(character)) {
      open ??= { word: "", at };
      open.word += folded(character);
    } else if (!UNSEEN.test(character)) {
      close(at);
      if (ENDS_SENTENCE.test(character)) opens = true;
    }
    at += character.length;
  }
  close(at);
  return words;
}

function folded(character: string): string {
  if (character >= "a" && character <= "z") return character;
  return character
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}]+/gu, "");
}

/** The words alone, for comparing texts. */
export function plainWords(text: string): string[] {
  return foldedWords(text).map(({ word }) => word);
}
