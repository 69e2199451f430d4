import { z } from "zod";
import { Seq } from "./ids.ts";
import { UploadId } from "./library.ts";

/** Somebody or something a campaign remembers: `person:mother-ash`, `place:the-sunken-bell`. Heroes are persons too. */
export const EntityKind = z.enum(["person", "place", "thing", "faction", "quest"]);
export type EntityKind = z.infer<typeof EntityKind>;
export const EntityId = z
  .string()
  .regex(/^(person|place|thing|faction|quest):[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);
export type EntityId = z.infer<typeof EntityId>;

/** `f_120` or `f_120_2`: a fact is named after the event it comes from. */
export const FactId = z.string().regex(/^f_[1-9][0-9]{0,11}(_[1-9][0-9]?)?$/);
export type FactId = z.infer<typeof FactId>;

export const FactText = z.string().trim().min(1).max(400);
const EntityName = z.string().trim().min(1).max(80);

/** A lore card as somebody wrote it. What play says about the same entity is shown beside it. */
export const LoreCard = z.strictObject({
  id: EntityId,
  name: EntityName,
  aliases: z.array(EntityName).max(8),
  text: z.string().trim().max(2_000),
  pinned: z.boolean(),
  /** Where its words come from, when they were taken from a file. */
  source: z.strictObject({ uploadId: UploadId, title: z.string().max(120), page: z.int().min(1) }).nullable(),
});
export type LoreCard = z.infer<typeof LoreCard>;

/** A sentence of a recap and the events it rests on. */
export const RecapSentence = z.strictObject({ text: FactText, rests: z.array(Seq).min(1).max(24) });
export type RecapSentence = z.infer<typeof RecapSentence>;

/** A place in a file that a text rests on; `n` is the number it is cited by in that text. */
export const Citation = z.strictObject({
  n: z.int().min(1).max(40),
  uploadId: UploadId,
  title: z.string().max(120),
  pageFrom: z.int().min(1),
  pageTo: z.int().min(1),
});
export type Citation = z.infer<typeof Citation>;

/** A remembered fact as one viewer may see it. `minutes` is campaign time. */
export const FactView = z.strictObject({
  id: FactId,
  text: FactText,
  rests: z.array(Seq).min(1).max(24),
  about: z.array(EntityId).max(12),
  kind: z.enum(["happened", "holds", "knows", "promised", "place", "person", "ruling", "told", "note"]),
  importance: z.int().min(1).max(10),
  seq: Seq,
  at: z.int(),
  minutes: z.int().min(0),
  audience: z.enum(["all", "gm", "some"]),
  /** Names of the heroes who were there, or were told. */
  knownBy: z.array(EntityName).max(32),
  pinned: z.boolean(),
  /** Who put it into other words, by name. */
  correctedBy: EntityName.nullable(),
  forgotten: z.boolean(),
  supersededBy: FactId.nullable(),
});
export type FactView = z.infer<typeof FactView>;

export const CardView = z.strictObject({
  id: EntityId,
  kind: EntityKind,
  name: EntityName,
  aliases: z.array(EntityName).max(8),
  /** Empty for an entity nobody has written about. */
  text: z.string().max(2_000),
  audience: z.enum(["all", "gm"]),
  /** Of a card behind the screen: players know of the same entity, and see it without these words. */
  openToo: z.literal(true).optional(),
  pinned: z.boolean(),
  written: z.boolean(),
  source: LoreCard.shape.source,
  /** The newest facts about it that stand. */
  facts: z.array(FactId).max(40),
  lastSeq: z.int().min(0),
});
export type CardView = z.infer<typeof CardView>;

export const SceneRecap = z.strictObject({
  title: z.string().max(80),
  fromSeq: Seq,
  toSeq: Seq,
  sentences: z.array(RecapSentence).max(12),
  /** A model wrote it; otherwise its sentences are facts as they stand. */
  written: z.boolean(),
});
export type SceneRecap = z.infer<typeof SceneRecap>;
export const Evening = z.strictObject({
  fromSeq: Seq,
  toSeq: Seq,
  startedAt: z.int(),
  endedAt: z.int(),
  sentences: z.array(RecapSentence).max(12),
  written: z.boolean(),
});
export type Evening = z.infer<typeof Evening>;

/** What one viewer may see of a campaign's memory: newest facts and cards first, evenings and scenes oldest first. */
export const MemoryView = z.strictObject({
  throughSeq: z.int().min(0),
  facts: z.array(FactView).max(1_000),
  /** How many there are in all; older ones of little weight are left out of `facts`. */
  factsTotal: z.int().min(0),
  cards: z.array(CardView).max(400),
  scenes: z.array(SceneRecap).max(100),
  evenings: z.array(Evening).max(100),
});
export type MemoryView = z.infer<typeof MemoryView>;
/** Asks for facts about one entity, or with these words in them. */
export const MemoryQuery = z.strictObject({
  about: EntityId.optional(),
  q: z.string().trim().max(200).optional(),
});
export type MemoryQuery = z.infer<typeof MemoryQuery>;

/** A card somebody could keep, taken from a heading or a stat block of a file. */
export const CardSuggestion = z.strictObject({ card: LoreCard, heading: z.string().max(300) });
export type CardSuggestion = z.infer<typeof CardSuggestion>;
/** `next` goes back as `cursor`; null when there is nothing left to look through. A page may be empty and not the last. */
export const CardSuggestions = z.strictObject({
  items: z.array(CardSuggestion).max(60),
  next: z.string().max(200).nullable(),
});
export type CardSuggestions = z.infer<typeof CardSuggestions>;

/** A question to the sources. Players ask before the table; whoever sits behind the screen asks for themselves. */
export const AskSources = z.strictObject({ question: z.string().trim().min(1).max(600) });
export const SourcesAsked = z.strictObject({ seq: Seq });
