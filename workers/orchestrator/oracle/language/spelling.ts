/** Damerau-Levenshtein distance (adjacent swaps count one), or `bound + 1` as soon as it must be more. */
export function editDistance(a: string, b: string, bound: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
      least = Math.min(least, best);
    }
    if (least > bound) return bound + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? bound + 1;
}

/** How many slips of the finger a word of this length may hold and still be taken for another. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

/** Whether `typed` is probably a misspelling of `word`. The first letters decide: people rarely get both wrong. */
export function looksLike(typed: string, word: string): boolean {
  const bound = slipsAllowed(Math.min(typed.length, word.length));
  if (bound === 0) return false;
  if (typed[0] !== word[0] && !(typed[0] === word[1] && typed[1] === word[0])) return false;
  return editDistance(typed, word, bound) <= bound;
}

/** Everyday words that lie near many others and yet mean themselves: never taken for slips. */
export const EVERYDAY: ReadonlySet<string> = new Set(
  `lost last list lots fine time times kind mind room rooms around round about above below under place floor wall walls side back front hand hands head
  eyes ears foot feet night nights day days morning evening hour hours way ways thing things house home world water money gold coin coins where there here
  other others another someone somebody anyone anybody nothing anything something sure good great best better more most much many some such than them these
  those this that what when will with well been were your yours ours left right just like only even ever never still then also both each half part bits
  lord lady sir miss friend friends people folk man men woman women boy girl kid child name names word words story stories news long short high deep dead
  alive dark cold warm hard soft fast slow loud true false real late early soon once twice again rather quite almost maybe perhaps please thanks thank
  sorry okay yeah yes sword bow shield arrow arrows rope lamp lantern key keys potion book letter map door doors gate wood stone iron glass fire smoke
  rain snow wind fog road path stairs step steps tree trees river bridge town village inn tavern wolf wolves horse horses dogs beast monster goblin
  king queen captain guard guards soldier master mother father brother sister wife husband son daughter old young little great number first second third
  danger dangerous secret hidden trap traps clue clues treasure valuable magic spell spells strange weird funny broken empty full closed shut locked
  possible difficult easy ready afraid scared angry happy hungry tired hurt wounded loose free alone together away past next near close far inside outside
  behind before after while until because though whether either neither which whose whom does done gone went said told came made took gave found felt seen
  left held kept knew thought heard happen happens happened going doing being having getting making looking nice tall size sort type mine lore life live
  lives war peace love hate fear hope luck chance idea ideas plan plans point points note notes sign signs board bell box chest table chair bench bed beds
  rest luck wall dust mess line lines hole holes ring rings crack light lights shadow shadows sound sounds voice voices`.split(
    /\s+/,
  ),
);
