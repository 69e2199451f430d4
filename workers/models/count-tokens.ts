import type { ModelRequest } from "./port.ts";

/**
 * How many tokens a text comes to, guessed on the high side for any script: four letters of plain ASCII are about one,
 * and every other sign is counted as one by itself. Prompts, budgets and bills all count this way.
 */
export function tokensOf(text: string): number {
  const tally = new TokenTally();
  tally.add(text);
  return tally.tokens;
}

/** The same for a text that comes in pieces: the sum does not depend on where it was cut. */
export class TokenTally {
  #plain = 0;
  #others = 0;

  add(piece: string): void {
    let others = 0;
    for (let at = 0; at < piece.length; at += 1) if (piece.charCodeAt(at) > 0x7f) others += 1;
    this.#others += others;
    this.#plain += piece.length - others;
  }

  get tokens(): number {
    return Math.ceil(this.#plain / 4) + this.#others;
  }
}

/** What a request puts into a model: its messages, and the tools or the schema beside them. */
export function inputTokensOf({ messages, tools = [], json }: ModelRequest): number {
  const said = messages.reduce(
    (sum, message) =>
      sum + tokensOf(message.content) + (message.role === "assistant" ? jsonTokens(message.toolCalls) : 0),
    0,
  );
  return said + jsonTokens(tools) + (json === undefined ? 0 : jsonTokens(json.schema));
}

function jsonTokens(value: unknown): number {
  return tokensOf(JSON.stringify(value));
}
