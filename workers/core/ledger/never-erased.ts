import { SIGNED_EVENT_TYPES } from "./signature.ts";

/** Mechanical facts outlive the person: a body of these types must always have its hash. */
export const NEVER_ERASED: ReadonlySet<string> = new Set([
  ...SIGNED_EVENT_TYPES,
  "roll_ticket",
  "secrets_sealed",
  "secret_revealed",
]);
