/** What the parts of a prompt are called at the table. */
const PARTS: Readonly<Record<string, string>> = {
  role: "Its orders",
  tools: "What it may propose",
  adventure: "The adventure",
  scene: "The scene",
  lore: "What heroes may know",
  secrets: "Secrets",
  table: "The table’s settings",
  boundaries: "Lines and veils",
  heroes: "The heroes",
  fight: "The fight",
  journal: "The journal",
  told: "Told before",
  actions: "What the players did",
  results: "What came of it",
  corrections: "What was wrong with its last answer",
  style: "How to tell it",
  "house-rules": "House rules",
  facts: "What happened",
  task: "What it was asked for",
  memory: "What the table remembers",
  sources: "From the rules and the library",
  question: "The question",
};

export function partWords(name: string): string {
  if (Object.hasOwn(PARTS, name)) return PARTS[name] ?? name;
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
