import { z } from "zod";
import { MemberId, Passage, Seq, TurnId } from "../ids.ts";
import { UploadId, UploadKind } from "../library.ts";
import { Citation, EntityId, FactId, FactText, LoreCard, RecapSentence } from "../memory.ts";
import { event, Voice } from "./parts.ts";

/** Something a person wants remembered, in their words. */
export const FactNoted = event(
  "fact_noted",
  z.strictObject({ memberId: MemberId, text: FactText, about: z.array(EntityId).max(12), pinned: z.boolean() }),
);
/** A pinned fact is always before the DM. */
export const FactPinned = event(
  "fact_pinned",
  z.strictObject({ memberId: MemberId, factId: FactId, pinned: z.boolean() }),
);
/** Other words for a remembered fact. The event it comes from stands as it was. */
export const FactCorrected = event(
  "fact_corrected",
  z.strictObject({ memberId: MemberId, factId: FactId, text: FactText }),
);
/** Forgotten facts reach no prompt; they can be brought back. */
export const FactForgotten = event(
  "fact_forgotten",
  z.strictObject({ memberId: MemberId, factId: FactId, forgotten: z.boolean() }),
);
/** A lore card, new or in place of the one with its id, for this audience. */
export const CardWritten = event("card_written", z.strictObject({ memberId: MemberId, card: LoreCard }));
/** Takes a card from this audience: removed, or kept behind the screen from here on. */
export const CardRemoved = event("card_removed", z.strictObject({ memberId: MemberId, cardId: EntityId }));
/** What is remembered about `from` is about `into` from here on. */
export const CardsMerged = event(
  "cards_merged",
  z.strictObject({ memberId: MemberId, from: EntityId, into: EntityId }),
);
export const HandoutShown = event(
  "handout_shown",
  z.strictObject({
    memberId: MemberId,
    uploadId: UploadId,
    title: z.string().max(120),
    kind: UploadKind,
    caption: z.string().max(300),
  }),
);
/** A question to the sources and what they say. */
export const SourcesAnswered = event(
  "sources_answered",
  z.strictObject({
    memberId: MemberId,
    question: z.string().min(1).max(600),
    text: Passage,
    /** False when the sources do not say. */
    found: z.boolean(),
    cites: z.array(Citation).max(12),
    voice: Voice,
  }),
);
/** What the narration of a turn rests on besides its events: `at` is where in its text each citation stands. */
export const SourcesCited = event(
  "sources_cited",
  z.strictObject({
    turnId: TurnId,
    cites: z
      .array(Citation.extend({ at: z.int().min(0).max(8_000) }))
      .min(1)
      .max(12),
  }),
);
/** A recap in a model's words; each sentence names the events it rests on. */
export const RecapWritten = event(
  "recap_written",
  z.strictObject({
    scope: z.enum(["scene", "evening"]),
    fromSeq: Seq,
    toSeq: Seq,
    sentences: z.array(RecapSentence).min(1).max(12),
    voice: Voice,
  }),
);
