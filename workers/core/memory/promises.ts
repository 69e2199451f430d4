/** Somebody gives their word as they speak: present tense, first person. */
const PROMISE =
  /\b(?:i|we)(?:['’]ll|\s+will|\s+do|\s+hereby|\s+solemnly)*\s+(?:promise|swear|vow|pledge)\b|\b(?:i|we)(?:['’]ll|\s+will|\s+hereby)*\s+give\s+(?:you\s+|thee\s+)?(?:my|our)\s+(?:word|oath)\b|\b(?:you\s+have|upon|on)\s+my\s+(?:word|oath|honou?r)\b/iu;
/** It is written down that somebody gave their word. */
const PROMISE_TOLD =
  /\b(?:promised|promises|swore|swears|sworn|vowed|vows|pledged|pledges|gave (?:his|her|their|its) word|an oath)\b/iu;

export const isPromise = (text: string): boolean => PROMISE.test(text);
export const isPromiseTold = (text: string): boolean => PROMISE_TOLD.test(text) || PROMISE.test(text);
