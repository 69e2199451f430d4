/** Somebody gives their word as they speak: present tense, first person. */
const PROMISE =
  /\b(?:i|we)(?:['’]ll|\s+will|\s+do|\s+hereby|\s+solemnly)*\s+(?:promise|swear|vow|pledge)\b|\b(?:i|we)(?:['’]ll|\s+will|\s+hereby)*\s+give\s+(?:you\s+|thee\s+)?(?:my|our)\s+(?:word|oath)\b|\b(?:you\s+have|upon|on)\s+my\s+(?:word|oath|honou?r)\b/iu;
/** It is written down that somebody gave their word. */
const PROMISE_TOLD =
  /\b(?:promised|promises|swore|swears|sworn|vowed|vows|pledged|pledges|gave (?:his|her|their|its) word|an oath)\b/iu;

export const isPromise = (text: string): boolean => PROMISE.test(text);
export const isPromiseTold = (text: string): boolean => PROMISE_TOLD.test(text) || PROMISE.test(text);

const QUOTED = /["“]([^"“”]+)["”]/gu;
/** "I tell Almoner Sedge: …", "I say to the dogs, …": who is spoken to, before what is said. */
const SPOKEN_TO =
  /^(?:i|we)\s+(?:tell|say|answer|assure|whisper|reply|call|shout|turn)\b[^:,.!?"“”]{0,60}[:,]\s*(?=(?:(?:i|we)\b|upon\b|on\b|you\b))/iu;
/** What somebody does besides, once they have promised a thing: no part of what they gave their word on. */
const BESIDES =
  /,?\s+and\s+(?:then\s+)?(?:take|grab|pick|go|walk|run|draw|open|leave|head|look|search|put|climb|sit|turn|step|pull|push)\b.*$/iu;
const PROMISED_DEED = /\b(?:to|that|i|i['’]ll|we|we['’]ll)\s/iu;

/** The promise itself, of all that somebody said and did: without who was told, quotation marks and what stands around it. */
export function promiseIn(text: string): string {
  const quoted = [...text.matchAll(QUOTED)].map(([, words = ""]) => words).find(isPromise) ?? text;
  const said = quoted.replaceAll(/["“”]/gu, "").trim().replace(SPOKEN_TO, "");
  const sentence = (said.match(/[^.!?…]+(?:[.!?…]+|$)/gu) ?? []).find(isPromise)?.trim() ?? said;
  const given = PROMISE.exec(sentence);
  const after = given === null ? "" : sentence.slice(given.index + given[0].length);
  const besides = BESIDES.exec(after);
  if (given === null || besides === null || PROMISED_DEED.test(after.slice(0, besides.index)))
    return sentence.replace(/[,;:]$/u, ".");
  return sentence.slice(0, given.index + given[0].length + besides.index);
}
