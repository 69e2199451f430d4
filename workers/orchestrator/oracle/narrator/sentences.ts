const ENDS = /[^.!?…]*(?:[.!?…]+[”"’)\]]*(?=\s|$)\s*|$)|[^.!?…]*[.!?…]+/g;

/** Cuts a text after its sentences; joined again, the pieces are the text, blanks and all. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const [piece] of text.matchAll(ENDS)) {
    if (piece === "") continue;
    const last = pieces.at(-1);
    // A piece without its own end ("St. John's") runs on.
    if (last !== undefined && !/\s$/.test(last)) pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

/** The sentences of a text as they are compared: without blanks around them and without case. */
export function sentencesOf(text: string): string[] {
  return piecesOf(text)
    .map(sentenceKey)
    .filter((sentence) => sentence !== "");
}

export function sentenceKey(sentence: string): string {
  return sentence.trim().toLowerCase().replace(/\s+/g, " ");
}
