import type { Audience, CampaignEvent, EventOf, EventType, RollVisibility, StoredEvent } from "../contracts/events.ts";
import { CampaignEvent as CampaignEventSchema } from "../contracts/events.ts";
import { CampaignId } from "../contracts/ids.ts";
import { hashHex } from "../core/ledger/bytes.ts";
import { CHECKPOINT_EVERY } from "../core/ledger/checkpoint.ts";
import { type DiceEpoch, openEpoch } from "../core/ledger/dice-epoch.ts";
import { commitmentOf, tableEntropy } from "../core/ledger/entropy.ts";
import { chainEvent, GENESIS_HASH } from "../core/ledger/event-hash.ts";
import { fall } from "../core/ledger/fall.ts";
import { sealOf } from "../core/ledger/seal.ts";
import { publicKeyOf, SIGNED_EVENT_TYPES, signerOf, signHash } from "../core/ledger/signature.ts";

export const MIRA = "m_mirambmqaaaaaaaaaaaa";
export const TOBIN = "m_tobinnqaaaaaaaaaaaaa";
const LOOK = { kind: "hall", seed: "test", time: "night", weather: "clear" } as const;
const SETTINGS = { turnMode: "free", dmMode: "auto", roundSeconds: 120, locked: false } as const;

/** Fixed bytes from a name: the tests' own source of “random” secrets. */
export function bytesOf(name: string, length = 32): string {
  return hashHex(`emberhall/test/${name}`).slice(0, length * 2);
}

type PayloadOf<Type extends EventType> = EventOf<Type>["payload"];

/** Keeps a log the way a table does, with fixed secrets, so that tests can bend it. */
export class TestTable {
  readonly events: StoredEvent[] = [];
  readonly campaignId = CampaignId.parse("c_emberhallemberhallaa");
  epoch = 1;
  secretKey = bytesOf("key-1");
  keyId = "k1";
  dice: DiceEpoch | null = null;
  index = 0;
  #throughSeq = 0;
  #diceEpoch = 0;
  readonly #reveals = new Map<string, string>();
  readonly #nonces = new Map<string, number>();

  constructor() {
    const { campaignId, keyId } = this;
    this.append("campaign_opened", {
      campaignId,
      title: "The Test of Embers",
      adventureId: "test",
      adventureTitle: "Test",
      ruleset: "d20",
      look: LOOK,
      settings: SETTINGS,
      keyId,
      publicKey: publicKeyOf(this.secretKey),
      creatures: [],
      clocks: [],
      seats: 4,
    });
    this.append("secrets_sealed", {
      seals: [
        { id: "s1", commitment: sealOf({ id: "s1", title: "Ash", text: "It was the cook.", salt: bytesOf("seal") }) },
      ],
    });
    this.openDice();
  }

  get head(): StoredEvent | undefined {
    return this.events.at(-1);
  }

  append<Type extends EventType>(
    type: Type,
    payload: Record<string, unknown> & Partial<PayloadOf<Type>>,
    audience: Audience = "all",
  ): number {
    const body = { type, v: 1, actor: { kind: "system" }, cause: {}, audience, payload };
    return this.appendBody(body as unknown as CampaignEvent);
  }

  appendBody(body: CampaignEvent): number {
    const seq = this.events.length + 1;
    const position = { seq, epoch: this.epoch, at: 1_780_000_000_000 + seq, prev: this.head?.hash ?? GENESIS_HASH };
    const event = chainEvent(position, body, bytesOf(`salt-${seq}`, 16));
    if (SIGNED_EVENT_TYPES.has(body.type)) event.sig = signHash(event.hash, signerOf(this.secretKey));
    this.events.push(event);
    if (body.type !== "checkpoint" && seq - this.#throughSeq >= CHECKPOINT_EVERY) this.checkpoint();
    return seq;
  }

  checkpoint(): void {
    const throughSeq = this.events.length;
    this.#throughSeq = throughSeq;
    this.append("checkpoint", { throughSeq, headHash: this.head?.hash ?? GENESIS_HASH, keyId: this.keyId });
  }

  openDice(rolls = 64): void {
    this.#diceEpoch += 1;
    const epoch = this.#diceEpoch;
    this.index = 0;
    this.dice = openEpoch(
      { seed: bytesOf(`seed-${epoch}`), veilSeed: bytesOf(`veils-${epoch}`) },
      { campaignId: this.campaignId, epoch },
      rolls,
    );
    this.append("epoch_opened", {
      ...this.dice.commitment(),
      keyId: this.keyId,
      publicKey: publicKeyOf(this.secretKey),
    });
  }

  rotateKey(): void {
    const next = bytesOf("key-2");
    this.append("key_rotated", { keyId: "k2", publicKey: publicKeyOf(next) });
    this.secretKey = next;
    this.keyId = "k2";
  }

  /** A member's next commitment, opening the one before. */
  entropy(memberId: string): { memberId: string; reveal: string | null; commit: string } {
    const count = this.#nonces.get(memberId) ?? 0;
    this.#nonces.set(memberId, count + 1);
    const reveal = count === 0 ? null : bytesOf(`nonce-${memberId}-${count}`);
    if (reveal !== null) this.#reveals.set(memberId, reveal);
    return { memberId, reveal, commit: commitmentOf(bytesOf(`nonce-${memberId}-${count + 1}`)) };
  }

  act(memberId: string, text = "I look around."): number {
    return this.append("player_action", {
      memberId,
      creatureId: "hero",
      mode: "do",
      text,
      entropy: this.entropy(memberId),
    } as never);
  }

  ticket(expression: string, dc: number | null = null, visibility: RollVisibility = "public"): number {
    const purpose = { kind: "check", label: "Perception", creatureId: null, targetId: null } as const;
    return this.append(
      "roll_ticket",
      { expression, dc, purpose, visibility, rollerId: null },
      visibility === "public" ? "all" : "gm",
    );
  }

  resolve(ticketSeq: number): number {
    const body = this.events[ticketSeq - 1]?.body;
    if (body?.type !== "roll_ticket" || this.dice === null) throw new Error(`event ${ticketSeq} is not a ticket`);
    const { expression, dc, visibility } = body.payload;
    this.index += 1;
    const { index } = this;
    const link = this.dice.link(index);
    const opened = visibility === "public" ? undefined : this.dice.veil(index);
    const entropy = tableEntropy([...this.#reveals].map(([memberId, reveal]) => ({ memberId, reveal })));
    const fallen = fall(expression, {
      campaignId: this.campaignId,
      epoch: this.#diceEpoch,
      index,
      link,
      entropy,
      veil: opened?.veil,
    });
    if (!fallen.ok) throw new Error(fallen.error.message);
    const { dice, total, successes } = fallen.fall;
    const margin = dc === null ? null : total - dc;
    const outcome = margin === null ? "none" : margin >= 0 ? "success" : "failure";
    if (opened !== undefined && index % 2 === 0) this.append("roll_sealed", { index, link });
    const seq = this.append(
      "roll_resolved",
      {
        ticketSeq,
        index,
        link,
        tableEntropy: entropy,
        ...(opened === undefined ? {} : { veil: opened }),
        dice: [...dice],
        total,
        successes,
        outcome,
        margin,
      },
      body.audience,
    );
    if (opened !== undefined && index % 2 === 1) this.append("roll_sealed", { index, link });
    return seq;
  }

  roll(expression: string, dc: number | null = null, visibility: RollVisibility = "public"): number {
    return this.resolve(this.ticket(expression, dc, visibility));
  }

  void(ticketSeq: number): number {
    if (this.dice === null) throw new Error("no epoch is open");
    this.index += 1;
    return this.append("roll_voided", {
      ticketSeq,
      index: this.index,
      link: this.dice.link(this.index),
      reason: "The player left.",
    });
  }

  /** A restore: an older state goes on under a higher epoch, with fresh dice. */
  restore(): void {
    this.epoch += 1;
    this.openDice();
  }
}

/** An evening with everything in it that a verifier looks at. */
export function anEvening(): TestTable {
  const table = new TestTable();
  table.act(MIRA);
  table.roll("1d20 + 5", 15);
  table.act(TOBIN);
  table.act(MIRA);
  table.roll("2d20kh1 + 3", 12);
  table.roll("8d6[fire] + 1d4[cold]");
  table.roll("1d20 + 2", 14, "gm");
  const open = table.ticket("1d20 - 1", 10);
  const left = table.ticket("4d6kh3");
  table.act(TOBIN);
  table.resolve(open);
  table.void(left);
  table.roll("4dF + 1");
  table.append("secret_revealed", {
    id: "s1",
    secretId: "ash",
    title: "Ash",
    text: "It was the cook.",
    salt: bytesOf("seal"),
  });
  table.checkpoint();
  table.rotateKey();
  table.openDice();
  for (let round = 0; round < 3; round += 1) {
    table.act(round % 2 === 0 ? MIRA : TOBIN);
    table.roll("6d10>=8f1");
    table.roll("2d6!", 7, round === 0 ? "self" : "public");
  }
  return table;
}

/** What somebody outside every closed circle is given. */
export function playersExport(events: readonly StoredEvent[]): unknown[] {
  return events.map((event) => {
    if (event.body.audience === "all") return structuredClone(event);
    const { header, hash, sig } = event;
    return structuredClone(sig === undefined ? { header, hash } : { header, hash, sig });
  });
}

/** The test table must not drift from the contract. */
export function assertContract(events: readonly StoredEvent[]): void {
  for (const { body } of events) {
    const result = CampaignEventSchema.safeParse(body);
    if (!result.success) throw new Error(`${body.type}: ${result.error.message}`);
  }
}

/** The event number `skip` of a type. */
export function firstOf(log: readonly StoredEvent[], type: string, skip = 0): StoredEvent {
  const found = log.filter((event) => event.body.type === type)[skip];
  if (found === undefined) throw new Error(`the log has no ${type} number ${skip}`);
  return found;
}

/** Its payload, to be looked at or bent. */
export function payloadOf(log: readonly StoredEvent[], type: string, skip = 0): Record<string, unknown> {
  return firstOf(log, type, skip).body.payload;
}
