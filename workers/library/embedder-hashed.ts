import { conceptsOf } from "../db/full-text/kindred-words.ts";
import { wordsOf } from "../db/full-text/words.ts";
import type { Embedder } from "./embedder.ts";

const DIMENSIONS = 1_024;
const VERSION = 1;
/** What the parts of a word weigh together beside the word itself. */
const PARTS_WEIGHT = 0.6;
const PAIR_WEIGHT = 0.5;
/** That another word for it stands there. */
const CONCEPT_WEIGHT = 0.6;
const GRAM_CHARS = [3, 4];

/**
 * Vectors without a model: stems, pairs of neighbours and the letters in words, hashed into numbers. It knows no meaning,
 * but forgives spelling and endings, costs nothing and asks nobody.
 */
export const hashedEmbedder: Embedder = {
  id: `hashed:words-and-letters-${VERSION}:${DIMENSIONS}`,
  dimensions: DIMENSIONS,
  related: 0.1,
  close: 0.4,
  trust: 0.3,
  embed: async (texts) => texts.map(hashedVector),
};

function hashedVector(text: string): Float32Array {
  const weights = new Map<string, number>();
  const add = (feature: string, weight: number) => weights.set(feature, (weights.get(feature) ?? 0) + weight);
  let last = "";
  for (const { word, stem } of wordsOf(text)) {
    add(`w${stem}`, 1);
    for (const concept of conceptsOf(stem)) add(`c${concept}`, CONCEPT_WEIGHT);
    if (last !== "") add(`p${last} ${stem}`, PAIR_WEIGHT);
    const grams = gramsOf(word);
    for (const gram of grams) add(`g${gram}`, PARTS_WEIGHT / Math.sqrt(grams.length));
    last = stem;
  }
  const vector = new Float32Array(DIMENSIONS);
  for (const [feature, weight] of weights) {
    const hash = hashOf(feature);
    const at = hash % DIMENSIONS;
    // Said often is not said louder each time.
    const value = weight > 1 ? 1 + Math.log(weight) : weight;
    vector[at] = (vector[at] ?? 0) + (hash & 0x8000_0000 ? value : -value);
  }
  return normalized(vector);
}

function gramsOf(word: string): string[] {
  const whole = `^${word}$`;
  return GRAM_CHARS.flatMap((size) =>
    Array.from({ length: Math.max(0, whole.length - size + 1) }, (_, at) => whole.slice(at, at + size)),
  );
}

/** FNV-1a with a last stir, since its low digits alone are poor. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function normalized(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  return length === 0 ? vector : vector.map((value) => value / length);
}
