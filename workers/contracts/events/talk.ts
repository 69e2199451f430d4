import { z } from "zod";
import { MemberId, Name, Seq, Slug, SpokenText } from "../ids.ts";
import { event, Reason } from "./parts.ts";

export const ChatMessage = event(
  "chat_message",
  z.strictObject({
    memberId: MemberId,
    channel: z.enum(["ic", "ooc", "emote", "whisper"]),
    creatureId: Slug.nullable(),
    to: z.array(MemberId).max(12),
    text: SpokenText,
  }),
);
export const GmNote = event("gm_note", z.strictObject({ memberId: MemberId, about: Seq.nullable(), text: SpokenText }));
export const StatePatchApplied = event(
  "state_patch_applied",
  z.strictObject({
    memberId: MemberId,
    creatureId: Slug,
    field: z.enum(["hp", "tempHp", "harm", "coinCopper", "xp", "name"]),
    before: z.union([z.int(), Name]),
    after: z.union([z.int(), Name]),
    reason: Reason,
  }),
);
export const RulingOverridden = event(
  "ruling_overridden",
  z.strictObject({
    memberId: MemberId,
    about: Seq,
    ruling: z.string().min(1).max(600),
    reason: z.string().min(1).max(300),
  }),
);
