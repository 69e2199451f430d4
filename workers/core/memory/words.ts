/** Words that say nothing about what a sentence is about. */
const EMPTY: ReadonlySet<string> = new Set(
  [
    "a an the of to in on at by for with from into onto over under and or but if so as is are was were be been being am",
    "it its this that these those there here he she they him her them his hers their theirs i you we me us my your our",
    "do does did done has had will would shall should can could may might must not no nor than then too very just still",
    "what which whom whose why how about out up down off again any some each every both all ever yet now",
  ]
    .join(" ")
    .split(" "),
);

/** Forms that no rule of endings leads to. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gave: "give given",
    take: "took taken",
    swear: "swore sworn",
    hold: "held",
    keep: "kept",
    leave: "left",
    know: "knew known",
    say: "said",
    tell: "told",
    die: "died dead death dying dies",
    kill: "slain slew killed",
    fall: "fell fallen",
    fight: "fought",
    find: "found",
    learn: "learnt",
    come: "came",
    go: "went gone",
    lose: "lost",
    bring: "brought",
    buy: "bought",
    sell: "sold",
    steal: "stole stolen",
    break: "broke broken",
    win: "won",
    meet: "met",
    speak: "spoke spoken",
    write: "wrote written",
    give: "gave given",
    have: "has had having",
    knife: "knives",
    wolf: "wolves",
    man: "men",
    woman: "women",
    child: "children",
  }).flatMap(([word, forms]) => forms.split(" ").map((form): [string, string] => [form, word])),
);

const stemsKept = new Map<string, string>();
const STEMS_KEPT_MAX = 20_000;

/** The stem of a word: enough of Porter's endings that promised, promises and promise are one. */
export function stemOf(word: string): string {
  const kept = stemsKept.get(word);
  if (kept !== undefined) return kept;
  if (stemsKept.size >= STEMS_KEPT_MAX) stemsKept.clear();
  const stem = stemmed(IRREGULAR.get(word) ?? word);
  stemsKept.set(word, stem);
  return stem;
}

function stemmed(word: string): string {
  if (word.length < 4) return word;
  const base = word
    .replace(/(?:ies|ied)$/, "y")
    .replace(/(?<=[sxz]|ch|sh)es$/, "")
    .replace(/(?<=[^su])s$/, "");
  const cut = base.length > 5 ? base.replace(/(?:ing|ed|ly|ness|ment)$/, "") : base.replace(/(?<=[a-z]{3})ed$/, "");
  return cut.replace(/([bdfgmnprt])\1$/, "$1").replace(/(?<=..)e$/, "");
}

/** The words of a text that carry meaning, stemmed; accents and possessives fall away. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]s\b/g, "");
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(([word]) => (EMPTY.has(word) ? [] : [stemOf(word)]));
}
