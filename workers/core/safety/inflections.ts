const DOUBLES_LAST = /[^aeiou][aeiou][bdgklmnprt]$/;
const HISSES = /(?:s|x|z|ch|sh)$/;
const KEEPS_E = /[eoy]e$/;

/** A word and its plural, which is also how she does it: "fly" and "flies". */
export function pluralsOf(word: string): string[] {
  if (HISSES.test(word)) return [word, `${word}es`];
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ies`];
  return [word, `${word}s`];
}

/** A word with all plain English endings: "drag" is also "drags", "dragged", "dragging". */
export function inflectionsOf(word: string): string[] {
  const forms = pluralsOf(word);
  if (word.length < 3) return forms;
  const bare = word.slice(0, -1);
  if (word.endsWith("ie")) forms.push(`${word}d`, `${word.slice(0, -2)}ying`);
  else if (KEEPS_E.test(word)) forms.push(`${word}d`, `${word}ing`);
  else if (word.endsWith("e")) forms.push(`${word}d`, `${bare}ing`);
  else forms.push(`${word}ed`, `${word}ing`);
  if (/[^aeiou]y$/.test(word)) forms.push(`${bare}ied`);
  if (DOUBLES_LAST.test(word)) forms.push(`${word}${word.at(-1)}ed`, `${word}${word.at(-1)}ing`);
  return forms;
}

/** What a word somebody wrote may be a form of, itself among them: "clowns" of "clown", "drowning" of "drown". */
export function stemsOf(word: string): string[] {
  const stems = [word];
  const without = (ending: string, instead = ""): void => {
    if (word.endsWith(ending) && word.length - ending.length >= 3) stems.push(word.slice(0, -ending.length) + instead);
  };
  if (word.endsWith("ies")) without("ies", "y");
  else if (!word.endsWith("ss") && !word.endsWith("us")) without("s");
  if (HISSES.test(word.slice(0, -2))) without("es");
  for (const ending of ["ed", "ing"]) {
    if (!word.endsWith(ending)) continue;
    without(ending);
    without(ending, "e");
    const bare = word.slice(0, -ending.length);
    if (bare.length >= 4 && bare.at(-1) === bare.at(-2)) stems.push(bare.slice(0, -1));
  }
  return stems;
}
