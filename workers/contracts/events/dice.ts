import { z } from "zod";
import { Epoch, Hex32, MemberId, Seq } from "../ids.ts";
import { DiceText } from "../rules.ts";
import { Entropy, event, Reason, RolledDie, RollOutcome, RollPurpose, RollVisibility } from "./parts.ts";

export const EpochOpened = event(
  "epoch_opened",
  z.strictObject({
    epoch: Epoch,
    rolls: z.int().min(1).max(65_536),
    anchor: Hex32,
    veilRoot: Hex32,
    keyId: z.string().max(40),
    publicKey: Hex32,
  }),
);
export const EntropyCommitted = event("entropy_committed", z.strictObject({ entropy: Entropy }));
export const RollTicket = event(
  "roll_ticket",
  z.strictObject({
    expression: DiceText,
    dc: z.int().min(-100).max(1_000).nullable(),
    purpose: RollPurpose,
    visibility: RollVisibility,
    rollerId: MemberId.nullable(),
  }),
);
export const RollResolved = event(
  "roll_resolved",
  z.strictObject({
    ticketSeq: Seq,
    index: z.int().min(1).max(65_536),
    link: Hex32,
    tableEntropy: Hex32,
    veil: z.strictObject({ veil: Hex32, path: z.array(Hex32).max(16) }).optional(),
    dice: z.array(RolledDie).max(500),
    total: z.int(),
    successes: z.int().nullable(),
    outcome: RollOutcome,
    margin: z.int().nullable(),
  }),
);
/** Tells those who may not see a hidden roll that its index was used, and reveals the link. */
export const RollSealed = event("roll_sealed", z.strictObject({ index: z.int().min(1).max(65_536), link: Hex32 }));
export const RollVoided = event(
  "roll_voided",
  z.strictObject({ ticketSeq: Seq, index: z.int().min(1).max(65_536), link: Hex32, reason: Reason }),
);
export const Checkpoint = event(
  "checkpoint",
  z.strictObject({ throughSeq: Seq, headHash: Hex32, keyId: z.string().max(40) }),
);
/** Signed by the old key, in force from the next event on. */
export const KeyRotated = event("key_rotated", z.strictObject({ keyId: z.string().max(40), publicKey: Hex32 }));
