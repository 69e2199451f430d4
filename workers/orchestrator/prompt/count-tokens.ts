/**
 * How many tokens a text comes to, guessed on the high side for any script: four letters of plain ASCII are about one,
 * and every other sign is counted as one by itself. The narrator and what the room reserves count the same way.
 */
export function tokensOf(text: string): number {
  let others = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) others += 1;
  return Math.ceil((text.length - others) / 4) + others;
}
