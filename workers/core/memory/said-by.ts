import type { MemberId } from "../../contracts/ids.ts";
import type { Fact } from "./fact-book.ts";
import { FACT_CHARS_MAX, plainText } from "./plain-text.ts";
import type { Stage } from "./stage.ts";

/** Who says something, at the table as it stands. */
interface Saying {
  readonly memberId: MemberId;
  readonly stage: Pick<Stage, "members" | "runners">;
}

/** A member's name as it stands before their words. It cannot be made to look like a heading of ours. */
function nameOf({ memberId, stage }: Saying): string {
  const name = plainText((stage.members[memberId] ?? "").replaceAll(/[:()"“”]/gu, " "), 40);
  return `${name === "" ? "Somebody" : name}${stage.runners.includes(memberId) ? " (running the table)" : ""}`;
}

/** What somebody notes, under their name: whoever reads it, a model too, knows whose words these are. */
export function notedBy(saying: Saying, text: string): string {
  const said = `${nameOf(saying)} noted: `;
  return `${said}${plainText(text, FACT_CHARS_MAX - said.length)}`;
}

/** How what is remembered begins when the table, or somebody else, has said it. */
const NOTED = /^.{1,64}? noted: /u;
const OURS =
  /^(?:ruling|noted behind the screen)\b|^.{1,80}?\b(?:noted|promised|whispered|ruled|showed|said)\b.{0,90}?[:“]/iu;

/**
 * A fact in somebody's other words; empty when nobody could read them. A note stays a note, of whoever worded it last, and
 * only those who run the table can word something as the table itself does.
 */
export function reworded(fact: Fact | null, text: string, saying: Saying): string {
  const words = plainText(text);
  const isNote = fact !== null && NOTED.test(fact.text);
  const bare = isNote ? words.replace(NOTED, "") : words;
  if (plainText(bare) === "") return "";
  const isForged = OURS.test(bare) && !saying.stage.runners.includes(saying.memberId);
  return isNote || isForged ? notedBy(saying, bare) : words;
}
