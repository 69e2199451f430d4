import { z } from "zod";

/** Random part of our public ids: 20 characters of lower-case base32, 100 bits. */
const RANDOM_ID = "[a-z2-7]{20}";

export const CampaignId = z
  .string()
  .regex(new RegExp(`^c_${RANDOM_ID}$`))
  .brand<"CampaignId">();
export type CampaignId = z.infer<typeof CampaignId>;

export const AccountId = z
  .string()
  .regex(new RegExp(`^a_${RANDOM_ID}$`))
  .brand<"AccountId">();
export type AccountId = z.infer<typeof AccountId>;

/** A person's place in one campaign. Ids of the same person in two campaigns do not match. */
export const MemberId = z
  .string()
  .regex(new RegExp(`^m_${RANDOM_ID}$`))
  .brand<"MemberId">();
export type MemberId = z.infer<typeof MemberId>;

/** Minted by the client and kept in its outbox: sent twice, an action acts once. */
export const ActionId = z.uuid().brand<"ActionId">();
export type ActionId = z.infer<typeof ActionId>;

/** One run of the turn flow, named after the seq of the event that opened it. */
export const TurnId = z
  .string()
  .regex(/^t_[1-9][0-9]{0,11}$/)
  .brand<"TurnId">();
export type TurnId = z.infer<typeof TurnId>;

/** `t_12.2.3`: the third call of the second proposal of turn `t_12`. */
export const CallId = z.string().regex(/^t_[1-9][0-9]{0,11}\.[1-9][0-9]?\.[1-9][0-9]?$/);
export type CallId = z.infer<typeof CallId>;

/** A name in content and in the world: scenes, people, creatures, items, flags. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64);
export type Slug = z.infer<typeof Slug>;

/** Position of an event in its campaign's log: 1, 2, 3 … dense, never reused. */
export const Seq = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
export type Seq = z.infer<typeof Seq>;

export const Epoch = z.int().min(1).max(1_000_000);
export type Epoch = z.infer<typeof Epoch>;

export const Hex16 = z.string().regex(/^[0-9a-f]{32}$/);
/** 32 bytes in lower-case hex: a hash, a link, a nonce, a public key. */
export const Hex32 = z.string().regex(/^[0-9a-f]{64}$/);
export type Hex32 = z.infer<typeof Hex32>;
export const Hex64 = z.string().regex(/^[0-9a-f]{128}$/);

export const Name = z.string().trim().min(1).max(40);
/** What a person types in one go. */
export const SpokenText = z.string().trim().min(1).max(2_000);
/** What a DM tells in one go. */
export const Passage = z.string().trim().min(1).max(8_000);
