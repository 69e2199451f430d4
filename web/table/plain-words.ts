const BULLET = /^[^\S\n]*(?:[-*•–]|\d{1,2}[.)])[^\S\n]+/gm;
const CITATION = /[^\S\n]*\[\d+(?:\s*[,–-]\s*\d+)*\]/g;

/** What a machine has answered, as somebody would say it at the table: no bullets, no numbers of sources. */
export function plainWords(answer: string): string {
  return answer.replace(BULLET, "").replace(CITATION, "").trim();
}
