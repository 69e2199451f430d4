import type { DmSettings } from "../../workers/contracts/dm.ts";
import { wordsOf } from "./story-marks.ts";

const languages = new Intl.DisplayNames("en", { type: "language" });

/** What is different in how the DM runs a table, in a few words each. What is ruled out is not repeated here. */
export function dmChanges(before: DmSettings, after: DmSettings): readonly string[] {
  const differs = (...fields: readonly (keyof DmSettings)[]) =>
    fields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const said: readonly (readonly [boolean, string])[] = [
    [differs("voice"), "another voice"],
    [differs("tone"), `tone ${wordsOf(after.tone)}`],
    [differs("length"), `${after.length} answers`],
    [differs("language"), `in ${languages.of(after.language) ?? after.language}`],
    [differs("rating"), `for ${AUDIENCES[after.rating]}`],
    [differs("houseRules"), after.houseRules === "" ? "no house rules" : "other house rules"],
    [differs("review"), reviewWords(before, after)],
    [differs("boundaries"), "lines and veils"],
    [differs("dayCapMicroUsd", "memberDayCapMicroUsd", "atCap"), "what it may cost"],
  ];
  return said.flatMap(([changed, words]) => (changed ? [words] : []));
}

const AUDIENCES: Record<DmSettings["rating"], string> = { everyone: "everyone", teen: "teens", adult: "adults" };

function reviewWords(before: DmSettings, after: DmSettings): string {
  if (after.review === null) return "nothing waits for the GM any more";
  return before.review === null ? "the GM is asked first" : "what the GM is asked first";
}

/** The line that says so; without what was before, only that there was a change. */
export function dmChangedText(before: DmSettings | null, after: DmSettings): string {
  const changes = before === null ? [] : dmChanges(before, after);
  return `How the DM runs this table has changed${changes.length === 0 ? "" : `: ${changes.join(", ")}`}.`;
}
