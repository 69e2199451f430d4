export { bytesToHex, hashHex, hexToBytes } from "./bytes.ts";
export { canonicalJson } from "./canonical-json.ts";
export { CHECKPOINT_EVERY, isCheckpointDue } from "./checkpoint.ts";
export { DiceEpoch, type DiceSecrets, openEpoch } from "./dice-epoch.ts";
export { drawOf, type RollSource } from "./draw.ts";
export { commitmentOf, type Reveal, tableEntropy } from "./entropy.ts";
export { bodyHash, chainEvent, GENESIS_HASH, headerHash, type Position } from "./event-hash.ts";
export { type Fall, fall } from "./fall.ts";
export { FINDINGS, type Finding, type FindingReason } from "./findings.ts";
export { type DiceContext, linkAt, ROLLS_PER_EPOCH, stepBack } from "./link-chain.ts";
export { sealOf } from "./seal.ts";
export {
  publicKeyOf,
  SIGNED_EVENT_TYPES,
  type Signer,
  signedBytes,
  signerOf,
  signHash,
  verifyHash,
} from "./signature.ts";
export { type OpenedVeil, Veils, veilAt, verifyVeil } from "./veils.ts";
export { LogReading, type LogReport, type VerifyOptions, verifyLog, verifyNdjson } from "./verify-log.ts";
export { type RollCheck, type RollEvidence, type RollProof, verifyRoll } from "./verify-roll.ts";
