/** Puts "the" before a common noun; leaves names and what has an article alone. */
export function withThe(name: string): string {
  if (/^(?:the|a|an|his|her|its|their)\s/i.test(name))
    return name.replace(/^(?:The|A|An|a|an)\s/, "the ").replace(/^the\s/i, "the ");
  const first = name.charAt(0);
  // A capital inside a title-case label ("Cold Hearth") is no proper name; a single capital word is.
  const words = name.split(" ");
  const proper =
    first !== first.toLowerCase() && (words.length === 1 || words.slice(1).some((word) => /^[A-Z]/.test(word)));
  return proper ? name : `the ${first.toLowerCase()}${name.slice(1)}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
