import type { StoredEvent } from "../contracts/events.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Problem } from "../contracts/problems.ts";
import { type LogReport, verifyNdjson } from "../core/ledger/index.ts";

interface Exporting {
  export(by: MemberId): Promise<{ ok: boolean; stream?: ReadableStream<Uint8Array>; problem?: Problem }>;
}

/** What a member gets who asks for the log: its text, its lines, and what the verifier says of it. */
export interface ToldLog {
  readonly text: string;
  readonly events: readonly (Omit<StoredEvent, "body"> & { readonly body?: StoredEvent["body"] })[];
  readonly report: LogReport;
}

export async function exportOf(room: Exporting, memberId: MemberId): Promise<ToldLog> {
  const answer = await room.export(memberId);
  if (!answer.ok || answer.stream === undefined) throw new Error(`No export: ${answer.problem?.slug ?? ""}`);
  const text = await new Response(answer.stream).text();
  const [, ...lines] = text.trimEnd().split("\n");
  return {
    text,
    events: lines.map((line) => JSON.parse(line) as ToldLog["events"][number]),
    report: verifyNdjson(text),
  };
}
