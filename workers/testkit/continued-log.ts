import type { StoredEvent } from "../contracts/events.ts";
import type { CampaignId } from "../contracts/ids.ts";
import { openEpoch } from "../core/ledger/dice-epoch.ts";
import { chainEvent } from "../core/ledger/event-hash.ts";
import { publicKeyOf, SIGNED_EVENT_TYPES, signerOf, signHash } from "../core/ledger/signature.ts";
import type { Fact } from "../core/step.ts";
import { bytesOf } from "./test-table.ts";

const SECRET = bytesOf("key of the one that goes on");
export const CONTINUED_KEY = publicKeyOf(SECRET);
const CAMPAIGN = `c_${"f".repeat(20)}` as CampaignId;

export interface Bent {
  readonly from?: object;
  readonly epoch?: number;
  readonly secret?: string;
  readonly payload?: object;
}

/** A log that goes on as another campaign, bent or not: what somebody could make who holds the new key. */
export function continuedLog(log: readonly StoredEvent[], campaignId: string, bent: Bent = {}): StoredEvent[] {
  const last = log.at(-1);
  if (last === undefined) throw new Error("There is nothing to go on from.");
  const key = { keyId: "k9-continued", publicKey: CONTINUED_KEY };
  const { rolls, anchor, veilRoot } = openEpoch(
    { seed: bytesOf("seed of the one that goes on"), veilSeed: bytesOf("veil of the one that goes on") },
    { campaignId: CAMPAIGN, epoch: 9 },
  ).commitment();
  const by = { v: 1, actor: { kind: "system" }, cause: {}, audience: "all" } as const;
  const from = { campaignId, seq: last.header.seq, hash: last.hash, ...bent.from };
  const facts = [
    {
      ...by,
      type: "campaign_continued",
      payload: { campaignId: CAMPAIGN, title: "On", from, how: "fork", ...key, ...bent.payload },
    },
    { ...by, type: "epoch_opened", payload: { epoch: 9, rolls, anchor, veilRoot, ...key } },
  ] as unknown as Fact[];
  const events = [...log];
  for (const fact of facts) {
    const before = events.at(-1) ?? last;
    const position = {
      seq: before.header.seq + 1,
      epoch: bent.epoch ?? last.header.epoch + 1,
      at: last.header.at,
      prev: before.hash,
    };
    const event = chainEvent(position, fact, "ab".repeat(16));
    const sign = signerOf(bent.secret ?? SECRET);
    events.push(SIGNED_EVENT_TYPES.has(fact.type) ? { ...event, sig: signHash(event.hash, sign) } : event);
  }
  return events;
}
