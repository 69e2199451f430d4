/** A way to say something so that a filter may not know it again, and how a reader gets it back. */
export interface Disguise {
  readonly name: string;
  readonly hide: (text: string) => string;
  /** The text as a patient reader would have it; null when it takes more than this test can do. */
  readonly seek: ((text: string) => string) | null;
  /** Whether the filter of the table claims to know a tell of a secret again in it. */
  readonly caught: boolean;
}

const CYRILLIC: Readonly<Record<string, string>> = { a: "а", c: "с", e: "е", i: "і", o: "о", p: "р", s: "ѕ", x: "х" };
const LATIN = new Map(Object.entries(CYRILLIC).map(([latin, cyrillic]) => [cyrillic, latin]));
const LEET: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };
const same = (text: string): string => text;
const mapped =
  (table: Readonly<Record<string, string>>) =>
  (text: string): string =>
    [...text].map((sign) => table[sign] ?? sign).join("");
const turned = (text: string): string => [...text].reverse().join("");
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
const closed = (text: string): string => text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");

function fromBase64(text: string): string {
  return (text.match(/[A-Za-z0-9+/]{8,}={0,2}/g) ?? [])
    .map((chunk) => Buffer.from(chunk, "base64").toString("utf8"))
    .join(" ");
}

function fromHex(text: string): string {
  return (text.match(/(?:[0-9a-f]{2}){8,}/g) ?? [])
    .map((chunk) => Buffer.from(chunk, "hex").toString("utf8"))
    .join(" ");
}

export const DISGUISES: readonly Disguise[] = [
  { name: "as it is", hide: same, seek: same, caught: true },
  { name: "in capitals", hide: (text) => text.toUpperCase(), seek: (text) => text.toLowerCase(), caught: true },
  { name: "another language’s quotes", hide: (text) => `„${text}“ «${text}»`, seek: same, caught: true },
  {
    name: "signs between the words",
    hide: (text) => text.replaceAll(" ", " -*- "),
    seek: same,
    caught: true,
  },
  {
    name: "invisible signs in the words",
    hide: (text) => [...text].join("\u200b"),
    seek: (text) => text.replace(/\p{Cf}/gu, ""),
    caught: true,
  },
  {
    name: "soft hyphens and joiners",
    hide: (text) => text.replace(/(\w\w)/g, "$1\u00ad\u2060"),
    seek: (text) => text.replace(/\p{Cf}/gu, ""),
    caught: true,
  },
  {
    name: "letters of another alphabet",
    hide: mapped(CYRILLIC),
    seek: (text) => [...text].map((sign) => LATIN.get(sign) ?? sign).join(""),
    caught: true,
  },
  {
    name: "wide letters",
    hide: (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    seek: (text) => text.normalize("NFKC"),
    caught: true,
  },
  {
    name: "accents",
    hide: (text) => text.replace(/([aeiou])/g, "$1\u0301"),
    seek: (text) => text.normalize("NFKD").replace(/\p{M}/gu, ""),
    caught: true,
  },
  { name: "letter by letter", hide: (text) => [...closed(text)].join(" "), seek: closed, caught: true },
  { name: "hyphens between letters", hide: (text) => [...closed(text)].join("-"), seek: closed, caught: true },
  { name: "numbers for letters", hide: mapped(LEET), seek: null, caught: true },
  {
    name: "base64",
    hide: (text) => Buffer.from(text).toString("base64"),
    seek: fromBase64,
    caught: true,
  },
  { name: "hexadecimal", hide: (text) => Buffer.from(text).toString("hex"), seek: fromHex, caught: true },
  { name: "backwards", hide: turned, seek: turned, caught: false },
  { name: "rot13", hide: rot13, seek: rot13, caught: false },
  {
    name: "base64 in short pieces",
    hide: (text) =>
      (
        Buffer.from(text)
          .toString("base64")
          .match(/.{1,12}/g) ?? []
      ).join(" "),
    seek: (text) => fromBase64(text.replaceAll(" ", "")),
    caught: false,
  },
  {
    name: "a word in each sentence",
    hide: (text) =>
      text
        .split(" ")
        .map((word) => `Then ${word}.`)
        .join(" "),
    seek: (text) => text.replace(/Then |\./g, ""),
    caught: false,
  },
  {
    name: "first letters",
    hide: (text) => [...closed(text)].map((letter) => `${letter}x`).join(" "),
    seek: (text) =>
      text
        .split(" ")
        .map((word) => word.charAt(0))
        .join(""),
    caught: false,
  },
];
