import { expect, test } from "vitest";
import { textOf } from "../../scripts/testing/read-sources.ts";
import { TRAIL_KEPT_MS } from "../db/write/audit-trail.ts";
import {
  DEAD_JOB_KEPT_MS,
  IDEMPOTENCY_KEPT_MS,
  INVITE_KEPT_AFTER_EXPIRY_MS,
  REFUSAL_KEPT_MS,
  REQUEST_KEPT_MS,
  RETIRED_KEY_TRUSTED_MS,
} from "../db/write/expired.ts";
import { AUDIT_KEPT_MS } from "../db/write/operator.ts";
import { ABANDONED_AFTER_MS } from "./sweep-uploads.ts";

const DAY_MS = 86_400_000;
const days = (ms: number): string => `${ms / DAY_MS} days`;

test.each([
  ["a file whose bytes never came", `${ABANDONED_AFTER_MS / 3_600_000} hours`],
  ["invitations", days(INVITE_KEPT_AFTER_EXPIRY_MS)],
  ["who asked to come in", days(REQUEST_KEPT_MS)],
  ["who asked to come in", REFUSAL_KEPT_MS === DAY_MS ? "a day" : days(REFUSAL_KEPT_MS)],
  ["the trail of what people did (ids only)", days(TRAIL_KEPT_MS)],
  ["what a create with an `Idempotency-Key` made", days(IDEMPOTENCY_KEPT_MS)],
  ["retired keys of tokens", days(RETIRED_KEY_TRUSTED_MS)],
  ["jobs that could not be done (ids only)", days(DEAD_JOB_KEPT_MS)],
  ["the operators' audit", days(AUDIT_KEPT_MS)],
])("docs/OPERATIONS.md says of %s what the code does: %s", (what, kept) => {
  const row = textOf("docs/OPERATIONS.md")
    .split("\n")
    .find((line) => line.startsWith(`| ${what} |`));
  expect(row).toContain(kept);
});
