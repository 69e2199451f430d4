import type { AuditVerb } from "../../contracts/audit.ts";
import type { OperationBody, OperationName } from "../../contracts/operator.ts";
import type { Problem } from "../../contracts/problems.ts";
import type { Database } from "../../db/database.ts";
import type { ApiBindings, ApiOptions } from "../bindings.ts";

/** A signed request, read and allowed. */
export interface OperatorVisit<Name extends OperationName> {
  env: ApiBindings;
  db: Database;
  now: number;
  options: ApiOptions;
  body: OperationBody<Name>;
  /** What came with it, for operations that take bytes; empty for all others. */
  bytes: Uint8Array<ArrayBuffer>;
  request: Request;
}

/** What was done, in words for the audit, and what the operator gets. */
export interface Done {
  result: string;
  answer: object | ReadableStream<Uint8Array>;
  /** What those whom it is about find in their own trail; left out for what is about nobody. */
  trail?: { verb: AuditVerb } & ({ accountId: string } | { campaignId: string });
}

export type Operation<Name extends OperationName> = (visit: OperatorVisit<Name>) => Promise<Done | Problem>;
