import { opensVerb, senseAt } from "./lexicon.ts";
import { DETERMINERS, PUNCTUATION } from "./words.ts";

/** Ways of leading up to what one means to do. They say nothing about what it is. */
const LEADS: readonly string[] = `
  i; we; and; roll to; roll to see if i can; make a roll to; make a check to;  see if i can; see if we can; see whether i can; see if i could; see if; see whether; find out if; check if; check whether; test if; test whether;  all; both; each; together;  try; have got; take an hour to; take a few minutes to; take a few moments to; take a minute and; take some time and; take a few minutes and; use my time to; then; so; now; next; first; firstly; second; secondly; finally; lastly; after that; afterwards; meanwhile; also; again; please; okay;
  well; right; alright; all right; hmm; hm; um; uh; er; erm; oh; ah; yes; yeah; yep; sure; fine; anyway; but; or; hey dm; hey oracle; just; maybe;
  perhaps; actually; instead; simply; still; quickly; carefully; slowly; cautiously; gently; gingerly; boldly; bravely; calmly; politely; nervously;
  casually; deliberately; immediately; suddenly; very; really; definitely; probably; briefly; warily; softly; firmly; hurriedly; loudly; super;
  swiftly; angrily; kindly; patiently; desperately; thoroughly; closely; somehow; basically; honestly; obviously; once more; one more time; for now;
  quick; want to; would like to; would love to; would rather; would prefer to; would want to; wish to; hope to; hoping to; wanted to; wanting to;
  like to; try to; try and; tries to; trying to; tried to; attempt to; attempts to; attempting to; attempted to; make an attempt to;
  make an attempt at; seek to; do my best to; am going to; are going to; is going to; going to; am gonna; am about to; am trying to; are trying to;
  about to; will; shall; would; should; can; could; may; might; must; can i; can we; could i; could we; may i; may we; might i; shall i; shall we;
  should i; should we; would i; will i; can you; could you; would you; will you; do i get to; do we get to; am i able to; are we able to;
  would i be able to; will i be able to; be able to; able to; is it possible to; is it possible for me to; would it be possible to;
  would it be possible for me to; is there a way to; is there any way to; is there any way i can; is there a way i can; is there a way we can;
  is there any chance to; any chance i can; any chance i could; any chance we can; any chance of; any way to; let me; let us; lets; how about;
  how about i; how about we; what about; what if i; what if we; what happens if i; what happens if we; what happens when i; why do not we;
  why do not i; can i not; could i not; can not i; need to; have to; got to; has to; needs to; had better; better; ought to; decide to; decides to;
  decided to; choose to; chooses to; opt to; begin to; begins to; begin; begins; start to; starts to; start; starts; start by; begin by; proceed to;
  proceeds to; continue to; continues to; keep on; keep; go ahead and; go on and; go and; prepare to; prepares to; get ready to; manage to;
  make sure to; remember to; take a moment to; take a second to; take a minute to; take some time to; take the time to; take time to; take my time to;
  spend some time; spend time; spend a moment; spend a minute; spend a few minutes; stop to; pause to; bend down to; lean in to; lean over to; turn to;
  turn around and; turn around to; stop and; feel like; am feeling like; would feel like; in the mood to; think i; think i will; think i would;
  think we; think we should; guess i; guess i will; guess we; suppose i; suppose i will; wonder if i can; wonder if i could; wonder if we could;
  wonder if we can; was wondering if i could; was wondering if i can; was wondering if we could; am wondering if i can; was hoping to; was thinking of;
  was thinking about; was thinking i could; was thinking we could; am thinking of; am thinking i; do you think i could; do you think we could;
  do you think i can; do you think we can; it might be wise to; it would be wise to; it might be good to; it would be good to; it is time to; time to;
  ready to; am ready to; use my action to; use my turn to; use an action to; use this turn to; use my bonus action to; use my main action to;
  spend my turn; spend my action; spend my action to; spend my turn to; for my action; for my turn; as my action; on my turn; with my action;
  with my turn; my action is to; my turn; my plan is to; the plan is to; plan to; plans to; my character; my hero; my guy; my pc; my dude; my girl;
  my toon; have my character; make my character; want my character to; the party; our party; the group; our group; all of us; everyone; everybody;
  us all; together; the others and i; my friends and i; my companions and i; give it a shot and; volunteer to; offer to help and; intend to;
  intends to; mean to; means to; aim to; end up; figure i will; figure i; figure we; reckon i; reckon i will; reckon we should; reckon we; say we;
  say i; vote we; suggest we; suggest that we; propose we; request to; ask to; permission to; would it be okay if i; would it be okay to;
  is it okay if i; is it okay to; mind if i; do you mind if i; would you mind if i; if possible; if i can; if i may; if possible i;
  as quietly as possible; as fast as possible; as quickly as possible; with great care; with caution; with care; without hesitation; without thinking;
  without a word; at once; one last thing; before anything else; before we do anything; first of all; to start; to begin with; for starters;
  while i am here; while we are here; in the meantime; in that case; at this point; then i; okay then; ready; screw it; fuck it; forget it; whatever;
  bet; yo; dude; bro; guys; dm; gm; oracle; game master; dungeon master; good idea; am; is; are; was; be; been; have been; has; have; had; did; do;
  does; it is; there; myself; as a group; no; nah; nope; wait; wait no; sorry; oops; i mean; lol; haha; ooh; hmmm; go on; come on; why not; up and;
  rush over and; run over and; walk over and; go over and; head over and; come; go; of course; never mind
`
  .split(";")
  .map((lead) => lead.trim());

const BY_FIRST = new Map<string, (readonly string[])[]>();
for (const lead of LEADS) {
  const words = lead.split(" ");
  const first = words[0] ?? "";
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), words]);
}
for (const list of BY_FIRST.values()) list.sort((a, b) => b.length - a.length);

/** Leads that are verbs too: left alone unless another verb follows. */
const ALSO_VERBS = new Set([
  "wait",
  "keep",
  "go",
  "come",
  "ready",
  "start",
  "begin",
  "turn",
  "stop",
  "remember",
  "think",
  "say",
  "spend",
  "pause",
  "guess",
  "nope",
  "sorry",
  "try",
  "use",
  "forget",
  "suppose",
]);

/**
 * Where the words stop leading up and start to say something: the index of the verb or of the first word that is no lead.
 * `subjects` are names that may stand for the one who acts.
 */
export function skipLeads(words: readonly string[], subjects: readonly (readonly string[])[]): number {
  let at = 0;
  for (let guard = 0; guard < 40 && at < words.length; guard += 1) {
    const word = words[at] ?? "";
    if (PUNCTUATION.has(word)) {
      at += 1;
      continue;
    }
    const found = senseAt(words, at);
    // A phrase as long as "want to know" says more than the lead "want to".
    if (found !== null && found.used.length >= 3) return at;
    const subject = subjects.find(
      (name) => name.every((part, index) => words[at + index] === part) && subjectFollowed(words, at + name.length),
    );
    if (subject !== undefined) {
      at += subject.length;
      continue;
    }
    const lead = (BY_FIRST.get(word) ?? []).find((parts) => parts.every((part, index) => words[at + index] === part));
    if (lead === undefined) return at;
    if (found !== null && !mayYield(words, at, lead, found.used.length)) return at;
    at += lead.length;
  }
  return at;
}

/** A name is only the subject when something is done: "Wren opens …", not "Wren" alone nor "Wren's pack". */
function subjectFollowed(words: readonly string[], at: number): boolean {
  const next = words[at];
  if (next === undefined || next === "'s" || PUNCTUATION.has(next)) return false;
  if (next === "and") return words[at + 1] === "i" || words[at + 1] === "we";
  return opensVerb(next) || BY_FIRST.has(next) || next.endsWith("ly");
}

/** Whether a lead that is a verb itself gives way to what follows: "try to open", "go and look", but not "wait here". */
function mayYield(words: readonly string[], at: number, lead: readonly string[], phraseLength: number): boolean {
  const next = words[at + lead.length];
  if (next === undefined) return false;
  if (lead.length !== phraseLength) return lead.length > phraseLength;
  if (lead.length === 1 && ALSO_VERBS.has(lead[0] ?? ""))
    return next !== "up" && !DETERMINERS.has(next) && senseAt(words, at + 1) !== null;
  return senseAt(words, at + lead.length) !== null || BY_FIRST.has(next);
}
