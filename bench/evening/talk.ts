import type { LorePassage } from "../../workers/library/search.ts";

const DEEDS = [
  "I lift the lantern, look along the wall for anything that was moved lately, and ask the others to stay behind me.",
  "I kneel down, lay two fingers on the boards and feel for a draught before anybody takes another step.",
  "I keep my hand on the hilt, smile at whoever is here and ask what they have heard of the lamps tonight.",
  "I go around the room once, slowly, counting doors and windows, and tell the others what I would bar first.",
  "I sit down on the step, unroll the map and compare it with what we have walked since the bell rang.",
];
const SENTENCES = [
  "The light of the lantern climbs the wall and finds damp stone, old hooks, and a row of pegs worn smooth by many hands",
  "Somewhere below a chain moves once and is still, and for a breath nobody at the table of the world says a word",
  "The air tastes of tallow and cold iron, and the dust on the boards has been walked on by more than one pair of boots",
  "Outside the wind comes round the corner of the yard, shakes the shutters and goes on to bother somebody else",
  "A moth circles the flame, thinks better of it, and settles on the sleeve of the nearest coat as if it had been asked",
  "The old wood answers every step with a small complaint, each in a voice of its own, like guests who know the house",
];
/** Words of a sentence above. */
const WORDS_EACH = 22;
const WORDS_TOLD = 250;

/** What a player types in a turn: some twenty words. */
export function deedOf(turn: number): string {
  return DEEDS[turn % DEEDS.length] ?? "";
}

/** What is told in a turn: 250 words, never quite the same. */
export function narrationOf(turn: number): string {
  const sentences = Array.from({ length: Math.ceil(WORDS_TOLD / WORDS_EACH) }, (_, at) => {
    const sentence = SENTENCES[(turn * 5 + at * 7) % SENTENCES.length] ?? "";
    return at === 0 ? `${sentence}, at stroke ${turn}.` : `${sentence}.`;
  });
  return sentences.join(" ").split(" ").slice(0, WORDS_TOLD).join(" ");
}

const PASSAGES = 8;
const SENTENCE =
  "Under the stair the keeper of the ninth bell hides what the tide has brought, and counts it by night.";

/** As many passages of an upload as a prompt may hold, each as long as passages mostly are. */
export function passagesOf(turnId: string): LorePassage[] {
  const uploadId = `u_${"a".repeat(20)}`;
  return Array.from({ length: PASSAGES }, (_, n) => ({
    ...{ key: `${uploadId}.1.${n}`, uploadId, title: "The Harbour Book", heading: `The harbour › ${turnId}` },
    ...{ kind: "prose" as const, pageFrom: n + 1, pageTo: n + 1, score: 1, tokens: 320 },
    text: `${SENTENCE} `.repeat(14),
  }));
}
