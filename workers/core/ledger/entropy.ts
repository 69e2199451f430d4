import { hashHex, hexToBytes, join } from "./bytes.ts";

/** A nonce a member has opened; the newest of each member counts. */
export interface Reveal {
  memberId: string;
  reveal: string;
}

/** What a member publishes before the nonce itself: SHA-256 of its 32 bytes. */
export function commitmentOf(nonce: string): string {
  return hashHex(hexToBytes(nonce));
}

/** Everybody's newest reveal in one value, members in the order of their ids. */
export function tableEntropy(reveals: readonly Reveal[]): string {
  const ordered = [...reveals].sort((a, b) => (a.memberId < b.memberId ? -1 : a.memberId > b.memberId ? 1 : 0));
  const parts = ordered.flatMap(({ memberId, reveal }) => [`${memberId}\n`, hexToBytes(reveal)]);
  return hashHex(join("emberhall/entropy/1\n", ...parts));
}
