import { StoredEvent } from "../contracts/events.ts";
import type { CampaignId, MemberId } from "../contracts/ids.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import { continueCampaign } from "../core/continuation/continue-campaign.ts";
import { FINDINGS, verifyNdjson } from "../core/ledger/index.ts";
import { upcast } from "../core/upcast.ts";
import type { Table } from "./table.ts";

/** A history on its way here, whole, and whose it is to be. */
export interface Coming {
  readonly campaignId: CampaignId;
  /** Null keeps the title it had. */
  readonly title: string | null;
  readonly how: "fork" | "import";
  readonly owner: { readonly memberId: MemberId; readonly name: string };
  readonly log: ReadableStream<Uint8Array>;
}

/**
 * As much as an object can hold in its hands at once while it checks it, as text, as values and as events: its memory has 128 MB.
 * Some eighteen thousand events.
 */
const LOG_BYTES_MAX = 16 * 1_024 * 1_024;

type Answer = { ok: true; seq: number } | { ok: false; problem: Problem };

/** Checks every line before it keeps one, and keeps all of them or none. */
export async function continueFrom({ log, secrets }: Table, coming: Coming): Promise<Answer> {
  if (log.state.head.seq > 0) {
    const isThis = log.state.public.campaignId === coming.campaignId;
    return isThis ? { ok: true, seq: log.state.head.seq } : { ok: false, problem: problem("not-allowed") };
  }
  const text = await textWithin(coming.log, LOG_BYTES_MAX);
  if (text === null) return refused("The log is larger than can be taken over.");
  const history = historyIn(text);
  if (typeof history === "string") return refused(history);
  const stored = log.adopt(history, (state) => {
    const { campaignId, how, owner } = coming;
    const title = coming.title ?? state.public.title;
    const { keyId, publicKey } = secrets.keyAfter(state.public.key.id);
    const epoch = state.public.dice.epoch + 1;
    const { rolls, anchor, veilRoot } = secrets.dice(campaignId, epoch).commitment();
    const dice = { epoch, rolls, anchor, veilRoot };
    const chance = secrets.chance(campaignId, epoch);
    return continueCampaign(state, { campaignId, title, how, owner, key: { keyId, publicKey }, dice }, chance);
  });
  return { ok: true, seq: stored.at(-1)?.header.seq ?? 0 };
}

/** The events of a whole log that holds, or why it is not taken. */
function historyIn(text: string): StoredEvent[] | string {
  const report = verifyNdjson(text);
  if (report.events === 0) return "This is not the log of a table. Bring the events.ndjson of its export, as it is.";
  const [first] = report.findings;
  if (first !== undefined) return `Event ${first.seq ?? "?"} does not hold: ${FINDINGS[first.reason]}`;
  if (report.veiled > 0) return "Parts of this log are veiled; only a whole one can go on.";
  const history: StoredEvent[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const value = JSON.parse(line) as Record<string, unknown>;
    if (!("header" in value)) continue;
    const read = upcast(value["body"] as StoredEvent["body"]);
    const event = read.ok ? StoredEvent.safeParse({ ...value, body: read.body }) : null;
    if (event === null || !event.success)
      return `Event ${history.length + 1} is of a kind that this version does not know.`;
    history.push({ ...event.data, body: inOrder((value as unknown as StoredEvent).body) });
  }
  return history;
}

/** As we write it: what is looked for in stored bodies stands in front. The hash does not mind the order. */
function inOrder({ type, v, actor, cause, audience, payload }: StoredEvent["body"]): StoredEvent["body"] {
  return { type, v, actor, cause, audience, payload } as StoredEvent["body"];
}

async function textWithin(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function refused(detail: string): { ok: false; problem: Problem } {
  return { ok: false, problem: problem("log-refused", { detail }) };
}
