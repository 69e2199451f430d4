/** A text cut off in the middle of a sign ends in half of it, which has no place in a log that is hashed. */
export function wholeSigns(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
