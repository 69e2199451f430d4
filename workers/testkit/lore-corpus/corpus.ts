import type { DraftChunk } from "../../db/write/chunks.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import { bestiary } from "./bestiary.ts";
import { chronicle } from "./chronicle.ts";
import { gazetteer } from "./gazetteer.ts";
import { houseRules } from "./house-rules.ts";
import { townsfolk } from "./townsfolk.ts";

/** A file of the retrieval set, cut into its passages; the questions call a passage by its id. */
export interface CorpusFile {
  readonly title: string;
  readonly passages: readonly { readonly id: string; readonly draft: DraftChunk }[];
}

const texts: Readonly<Record<string, string>> = {
  "Gazetteer of the Harrowmere": gazetteer,
  "Who is who in Brindlewater": townsfolk,
  "How we play": houseRules,
  "Beasts of the wet country": bestiary,
  "The clerk's chronicle": chronicle,
};

/** The corpus of the retrieval set: five files about a country that is nowhere else. */
export const corpus: readonly CorpusFile[] = Object.entries(texts).map(([title, text]) => ({
  title,
  passages: text
    .trim()
    .split(/\n\n(?=\[)/)
    .map(passageOf),
}));

function passageOf(block: string, at: number): CorpusFile["passages"][number] {
  const [, id = "", heading = "", kind = "prose", text = ""] =
    /^\[(\w+)\] (.+?)(?: \| (stat-block))?\n([\s\S]+)$/.exec(block) ?? [];
  const page = 1 + Math.floor(at / 4);
  const place = { pageFrom: page, pageTo: page, charFrom: 0, charTo: text.length };
  const isBlock = kind === "stat-block";
  return {
    id,
    draft: { kind: isBlock ? kind : "prose", heading, ...place, tokens: tokensOf(text), hash: id, text },
  };
}
