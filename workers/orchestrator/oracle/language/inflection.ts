const IRREGULAR: Readonly<Record<string, string>> = {
  went: "go",
  gone: "go",
  goes: "go",
  took: "take",
  taken: "take",
  gave: "give",
  given: "give",
  said: "say",
  told: "tell",
  spoke: "speak",
  spoken: "speak",
  broke: "break",
  broken: "break",
  crept: "creep",
  fled: "flee",
  fought: "fight",
  hid: "hide",
  hidden: "hide",
  held: "hold",
  knelt: "kneel",
  left: "leave",
  lit: "light",
  lay: "lie",
  lying: "lie",
  ran: "run",
  sat: "sit",
  saw: "see",
  seen: "see",
  shot: "shoot",
  slept: "sleep",
  snuck: "sneak",
  stole: "steal",
  stood: "stand",
  struck: "strike",
  swam: "swim",
  swung: "swing",
  threw: "throw",
  thrown: "throw",
  tried: "try",
  wore: "wear",
  drew: "draw",
  drawn: "draw",
  drank: "drink",
  ate: "eat",
  dug: "dig",
  felt: "feel",
  heard: "hear",
  bought: "buy",
  sold: "sell",
  paid: "pay",
  put: "put",
  got: "get",
  dove: "dive",
  tore: "tear",
  bit: "bite",
  hit: "hit",
  cut: "cut",
  read: "read",
  wrote: "write",
  came: "come",
  found: "find",
  hung: "hang",
  rode: "ride",
  blew: "blow",
  thought: "think",
  knew: "know",
  spun: "spin",
  shook: "shake",
  woke: "wake",
  begun: "begin",
  began: "begin",
  asked: "ask",
};

/** Dictionary forms a word may come from, likeliest first; the word itself is always among them. */
export function baseForms(word: string): string[] {
  const forms = new Set<string>([word]);
  const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;
  if (irregular !== undefined) forms.add(irregular);
  if (word.endsWith("ies") && word.length > 4) forms.add(`${word.slice(0, -3)}y`);
  if (word.endsWith("es") && word.length > 3) forms.add(word.slice(0, -2));
  if (word.endsWith("s") && !word.endsWith("ss") && word.length > 2) forms.add(word.slice(0, -1));
  if (word.endsWith("ied") && word.length > 4) forms.add(`${word.slice(0, -3)}y`);
  for (const ending of ["ed", "ing", "in'"]) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue;
    const stem = word.slice(0, -ending.length);
    forms.add(stem);
    forms.add(`${stem}e`);
    if (stem.length > 2 && stem.at(-1) === stem.at(-2)) forms.add(stem.slice(0, -1));
  }
  return [...forms];
}

/** One form for counting a noun and its plural as the same. */
export function singular(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith("ves") && word.length > 4) return `${word.slice(0, -3)}f`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word) && word.length > 3) return word.slice(0, -1);
  return word;
}
