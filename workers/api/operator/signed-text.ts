interface SignedParts {
  method: string;
  host: string;
  /** With its query. */
  path: string;
  bodyHash: string;
  timeMs: number;
  nonce: string;
}

/** What an operator signs; scripts/operator/operator-key.mjs writes the same, and a test holds them together. */
export function signedText({ method, host, path, bodyHash, timeMs, nonce }: SignedParts): string {
  return ["emberhall-operator/1", method, host, path, bodyHash, String(timeMs), nonce].join("\n");
}
