import { hashHex, hexToBytes } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";

/** The commitment to a secret at the start of a campaign; `id` is the seal's own id, which gives nothing away. */
export function sealOf({ id, title, text, salt }: { id: string; title: string; text: string; salt: string }): string {
  return hashHex("emberhall/seal/1\n", hexToBytes(salt), canonicalJson({ id, title, text }));
}
