const OPEN = "<think>";
const CLOSE = "</think>";

/**
 * Takes the thinking out of text that comes in pieces. Some templates open the block themselves, so that the text
 * starts inside it and only the closing tag is seen: then `forget` says that all before it was thinking too.
 */
export class ThinkFilter {
  #held = "";
  #inside = false;
  #trimming = false;

  push(piece: string): { text: string; forget: boolean } {
    this.#held += piece;
    let text = "";
    let forget = false;
    for (let tag = this.#nextTag(); tag !== null; tag = this.#nextTag()) {
      const before = this.#held.slice(0, tag.at);
      this.#held = this.#held.slice(tag.at + tag.name.length);
      if (!this.#inside && tag.name === CLOSE) {
        text = "";
        forget = true;
      } else if (!this.#inside) text += this.#trimmed(before);
      this.#inside = tag.name === OPEN;
      this.#trimming = true;
    }
    const kept = heldBack(this.#held);
    if (!this.#inside) text += this.#trimmed(this.#held.slice(0, this.#held.length - kept));
    this.#held = this.#held.slice(this.#held.length - kept);
    return { text, forget };
  }

  /** What was held back because it could have become a tag. A block that never closes hides the rest. */
  end(): string {
    const rest = this.#inside ? "" : this.#trimmed(this.#held);
    this.#held = "";
    return rest;
  }

  #nextTag(): { at: number; name: string } | null {
    const close = this.#held.indexOf(CLOSE);
    const open = this.#inside ? -1 : this.#held.indexOf(OPEN);
    if (open >= 0 && (close < 0 || open < close)) return { at: open, name: OPEN };
    return close >= 0 ? { at: close, name: CLOSE } : null;
  }

  /** After a block come line feeds that belong to it. */
  #trimmed(text: string): string {
    if (!this.#trimming) return text;
    const trimmed = text.trimStart();
    if (trimmed !== "") this.#trimming = false;
    return trimmed;
  }
}

/** How many characters at the end could be the start of a tag. */
function heldBack(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (OPEN.startsWith(end) || CLOSE.startsWith(end)) return length;
  }
  return 0;
}
