/** Lines of a creature's or a hero's figures, in the games that are played most. */
const statWords =
  /^(?:armou?r class|ac|hit points|hp|hit dice|hd|speed|move|movement|initiative|str(?:ength)?|dex(?:terity)?|con(?:stitution)?|int(?:elligence)?|wis(?:dom)?|cha(?:risma)?|saving throws|saves|skills|senses|languages|challenge|cr|proficiency bonus|damage (?:resistances|immunities|vulnerabilities)|condition immunities|resistances|immunities|vulnerabilities|toughness|parry|pace|agility|smarts|spirit|vigou?r|morale|attacks?|thac0|no\. appearing|alignment|xp)\b[:.]?\s*(?:[+\-–—]?\d|dex|int|[\p{L}])/iu;
const pair = /^\p{Lu}[\p{L} '’/-]{0,28}:\s*\S.{0,90}$/u;

/** Whether these lines are somebody's figures: some are known by their names, or nearly all are "Name: value". */
export function isStatBlock(lines: readonly string[]): boolean {
  const stats = lines.filter(isStatLine).length;
  if (stats >= 2 && stats * 3 >= lines.length) return true;
  if (lines.length < 3) return false;
  return lines.filter((line) => pair.test(withoutMarks(line.slice(0, 140)))).length * 4 >= lines.length * 3;
}

/** One line of them that is known by its name. */
export function isStatLine(line: string): boolean {
  if (line.length > 200) return false;
  // Nearly every line of every book is asked, and hardly one has marks.
  return statWords.test(/^[\p{L}\d]/u.test(line) ? line.slice(0, 80) : withoutMarks(line.slice(0, 80)));
}

/** A line without the marks of Markdown. */
export function withoutMarks(text: string): string {
  return text
    .replaceAll(/[*_`>]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
