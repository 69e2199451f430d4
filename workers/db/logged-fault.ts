/** What of a thrown error may stand in a log: names and codes, never values. */
export function loggedFault(error: unknown): { name: string; why: string } {
  const chain = causesOf(error);
  const name = chain[0] instanceof Error ? chain[0].name : typeof error;
  const last = chain.at(-1);
  // A query that fails carries its parameters in the outer message; the innermost one is the database's own words. A text
  // that is no JSON is quoted in the words about it.
  const why = last instanceof Error && !(last instanceof SyntaxError) ? last.message.slice(0, 300) : "";
  return { name, why };
}

/** An error and what caused it, the innermost last. */
export function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && chain.length < 8; at = at instanceof Error ? at.cause : undefined)
    chain.push(at);
  return chain;
}
