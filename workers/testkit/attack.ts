/** A file that means harm, or that was made by something broken, and how reading it must end. */
export interface Attack {
  readonly name: string;
  readonly kind: "pdf" | "markdown" | "text";
  readonly make: () => Uint8Array | Promise<Uint8Array>;
  /** `ready`: it is read, and this is in its text. Otherwise the reason that is given. */
  readonly ends: { readonly ready: RegExp } | { readonly reason: RegExp };
}

/** What a refusal may say. */
export const REASONS = {
  tooTight: /unpacks to more than can be read/,
  tooDeep: /nests its drawings deeper/,
  odd: /built in a way that is not read here/,
  damaged: /damaged/,
  empty: /no text/,
  tooMuch: /more (?:text|letters) than can be read/,
  slow: /longer to read than can be waited for/,
  locked: /password/,
  noPdf: /is not a PDF/,
  noText: /not a text file/,
} as const;
