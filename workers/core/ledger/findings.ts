/** What a verifier can find wrong with a log. The words are for people; programs go by the name. */
export const FINDINGS = {
  malformed: "This line is not an event of the log, or a field in it has the wrong shape.",
  "seq-gap": "Events are missing before this one.",
  "seq-repeated": "This number was already used: an event was doubled or moved.",
  "header-hash": "The header was changed after it was hashed.",
  "chain-broken": "This event does not follow the one before it.",
  "body-hash": "The body was changed after it was hashed.",
  "opening-missing": "The log does not begin with the campaign's opening, so there is nothing to check it against.",
  "signature-missing": "This event should be signed and is not.",
  signature: "The signature is not by the campaign's key.",
  "continuation-mismatch": "The campaign does not go on from where it says it does.",
  "wrong-key": "This is not the key the log should be signed with.",
  "anchor-missing": "Dice fell without an epoch that fixed them beforehand.",
  "epoch-replayed": "An epoch of dice, or its anchor, was used before.",
  "link-mismatch": "The link does not lead back to the one before: these dice were not fixed beforehand.",
  "index-missing": "A roll was left out.",
  "index-repeated": "The same place in the dice chain was used twice.",
  "index-beyond-epoch": "The epoch has no such roll.",
  "ticket-missing": "No ticket fixed this roll before it fell.",
  "ticket-reused": "This ticket was already closed.",
  "seal-missing": "A hidden roll was not announced to those who may not see it.",
  "veil-mismatch": "The veil of this roll is not the one committed for it.",
  "entropy-mismatch": "The players' share of this roll is not what they committed and revealed.",
  "expression-invalid": "The ticket's expression cannot be rolled.",
  "face-mismatch": "A die does not show what the chain gives.",
  "dice-mismatch": "A die was kept, dropped or counted otherwise than the expression says.",
  "total-mismatch": "The total does not follow from the dice.",
  "dc-changed": "The result was measured against another difficulty than the ticket fixed.",
  "checkpoint-mismatch": "A checkpoint names another log than this one.",
  "checkpoint-missing": "No signed checkpoint for too long: the end of the log could be exchanged.",
  "known-head-mismatch": "The log no longer passes through a place somebody wrote down: its past was exchanged.",
  "secret-mismatch": "A revealed secret is not the one that was sealed at the start.",
} as const;

export type FindingReason = keyof typeof FINDINGS;

export interface Finding {
  reason: FindingReason;
  /** Event it was found at; null when it concerns the log as a whole. */
  seq: number | null;
  /** What was expected and what was found, for people. */
  detail: string;
}
