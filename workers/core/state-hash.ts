import type { Hex32 } from "../contracts/ids.ts";
import { hashHex } from "./ledger/bytes.ts";
import { canonicalJson } from "./ledger/canonical-json.ts";
import type { CampaignView } from "./state.ts";

/** Lanes are never changed in place, so a lane that has been hashed need not be hashed again. */
const hashed = new WeakMap<object, Hex32>();

function laneHash(lane: object | null): string {
  if (lane === null) return "";
  const known = hashed.get(lane);
  if (known !== undefined) return known;
  const hash = hashHex(canonicalJson(lane));
  hashed.set(lane, hash);
  return hash;
}

/**
 * SHA-256 over the hashes of the lanes a viewer may see, public, GM's and own, each the SHA-256 of its canonical JSON and
 * empty where the viewer has none, joined by line feeds. Room and browser compare it: equal means both fold alike.
 */
export function stateHash(view: Pick<CampaignView, "public" | "gm" | "own">): Hex32 {
  return hashHex([view.public, view.gm, view.own].map(laneHash).join("\n"));
}
