import type { CampaignEvent, EventOf, Settings } from "../../workers/contracts/events.ts";
import type { TurnId } from "../../workers/contracts/ids.ts";
import { withBoundary } from "../../workers/core/evolve/fold-machine.ts";
import { newCampaign } from "../../workers/core/new-campaign.ts";
import { dmChangedText } from "./dm-changes.ts";
import type { Behind, EntryOf, LedgerCall, Wording } from "./story-entry.ts";
import { lineOf } from "./story-lines.ts";
import { type Here, put, type Teller, type Writable } from "./story-teller.ts";

type Narrated = EventOf<"dm_narration">["payload"];

/** Notes the first wording of the narration that was put last. */
export function keepWording(teller: Teller, here: Here, { turnId, text, voice }: Narrated): void {
  const entry = teller.entries.at(-1);
  if (entry?.kind !== "narration") return;
  entry.wordings = [wordingOf(here, { turnId, how: "told", text, voice })];
  teller.narrations.set(here.seq, entry);
}

/** What the machine did beside telling, and what became of words after they were told. */
export function toldMachine(teller: Teller, body: CampaignEvent, here: Here): boolean {
  switch (body.type) {
    case "campaign_opened":
      teller.dm = newCampaign.public.dm;
      return false;
    case "dm_settings_changed": {
      const text = dmChangedText(teller.dm, body.payload.settings);
      teller.dm = body.payload.settings;
      put(teller, here, { kind: "line", key: `line:${here.seq}`, tone: "gm", text, about: "" });
      return true;
    }
    case "voice_changed":
      teller.voices.set(body.payload.voice, body.payload.label);
      return false;
    case "narration_retold":
    case "narration_edited":
      return reworded(teller, body, here);
    case "safety_paused":
      putAway(teller, body.payload.veiled);
      if (teller.dm !== null && body.payload.boundary !== null)
        teller.dm = withBoundary(teller.dm, body.payload.boundary);
      put(teller, here, { kind: "line", key: `line:${here.seq}`, ...stoppedLine(body.payload.turnId !== null) });
      return true;
    case "settings_changed":
      helmTaken(teller, body.payload.settings.dmMode, here);
      return true;
    case "turn_receipt": {
      const behind = behindOf(teller, body.payload.turnId);
      behind.receipt = structuredClone(body.payload);
      behind.labels = Object.fromEntries(teller.voices);
      return true;
    }
    case "narration_checked": {
      const behind = behindOf(teller, body.payload.turnId);
      behind.cuts = body.payload.cuts.map((cut) => ({ ...cut }));
      behind.leak = body.payload.leak;
      return true;
    }
    default:
      return toldCall(teller, body);
  }
}

function stoppedLine(underWay: boolean) {
  const calledBack = underWay ? " What was under way is called back and has to be said again." : "";
  return {
    tone: "plain",
    text: `Somebody asked to stop for a moment. Play is paused.${calledBack}`,
    about: "",
  } as const;
}

/** Settings say what is: only a change of hands is worth a line. */
function helmTaken(teller: Teller, dmMode: Settings["dmMode"], here: Here): void {
  const before = teller.dmMode ?? "auto";
  teller.dmMode = dmMode;
  if (dmMode === before) return;
  const text = dmMode === "human" ? "A person runs the table from here on." : "The machine runs the table again.";
  put(teller, here, { kind: "line", key: `line:${here.seq}`, tone: "gm", text, about: "" });
}

/** New words for something told before. What was put away stays so: with new words it begins anew. */
function reworded(teller: Teller, body: EventOf<"narration_retold"> | EventOf<"narration_edited">, here: Here): true {
  const entry = teller.narrations.get(body.payload.of);
  const wording =
    body.type === "narration_retold"
      ? wordingOf(here, {
          turnId: body.payload.turnId,
          how: "retold",
          text: body.payload.text,
          voice: body.payload.voice,
        })
      : wordingOf(here, {
          turnId: null,
          how: "edited",
          text: body.payload.text,
          voice: null,
          by: teller.names.member(body.payload.memberId),
        });
  if (entry !== undefined) {
    // A voice that says the same again has found no other words.
    const same = wording.how === "retold" && entry.wordings.at(-1)?.text.trim() === wording.text.trim();
    if (!same) entry.wordings = [...entry.wordings, wording];
    entry.putAway = false;
  }
  const line = lineOf(body, teller.names);
  if (line !== null) put(teller, here, { kind: "line", key: `line:${here.seq}`, ...line });
  return true;
}

function putAway(teller: Teller, seq: number | null): void {
  const entry = seq === null ? undefined : teller.narrations.get(seq);
  if (entry === undefined) return;
  entry.putAway = true;
  entry.wordings = [];
}

function wordingOf(
  { seq }: Here,
  said: Pick<Wording, "turnId" | "how" | "text" | "voice"> & { readonly by?: string },
): Wording {
  return { key: `wording:${seq}`, seq, by: "", behind: null, cites: [], ...said };
}

function toldCall(teller: Teller, body: CampaignEvent): boolean {
  switch (body.type) {
    case "proposal_made": {
      const behind = behindOf(teller, body.payload.turnId);
      behind.calls = [...behind.calls, ...body.payload.calls.map(proposed)];
      return true;
    }
    case "call_judged": {
      const { turnId, callId, memberId, verdict, args, reason } = body.payload;
      const by = memberId === null ? "the deadline" : teller.names.member(memberId);
      judge(teller, turnId, callId, {
        verdict,
        by,
        reason,
        ...(args === undefined ? {} : { args: structuredClone(args) }),
      });
      return true;
    }
    case "tool_call_applied":
      judge(teller, body.payload.turnId, body.payload.callId, { verdict: "done" });
      return true;
    case "tool_call_refused": {
      const { turnId, callId, code, detail } = body.payload;
      const denied = code === "denied-by-gm";
      judge(teller, turnId, callId, denied ? { verdict: "denied" } : { verdict: "refused", reason: detail || code });
      return true;
    }
    default:
      return false;
  }
}

const proposed = ({ id, tool, args, why }: EventOf<"proposal_made">["payload"]["calls"][number]): LedgerCall => ({
  key: id,
  tool,
  args: structuredClone(args),
  why: why ?? "",
  verdict: "proposed",
  by: "",
  reason: "",
});

/** That an edited call was carried out does not make it less edited. */
function judge(teller: Teller, turnId: TurnId, callId: string, verdict: Partial<LedgerCall>): void {
  const behind = behindOf(teller, turnId);
  behind.calls = behind.calls.map((call) => {
    if (call.key !== callId) return call;
    return verdict.verdict === "done" && call.verdict === "edited" ? call : { ...call, ...verdict };
  });
}

function behindOf(teller: Teller, turnId: TurnId): Writable<Behind> {
  const known = teller.behind.get(turnId);
  if (known !== undefined) return known;
  const fresh: Writable<Behind> = { receipt: null, labels: {}, cuts: [], leak: false, calls: [] };
  teller.behind.set(turnId, fresh);
  return fresh;
}

/** Shows each narration in its newest words. Copies, because the store of the page writes into what it is given. */
export function showWordings({ narrations, behind, cites }: Teller): void {
  for (const entry of narrations.values()) {
    // What a person has edited still stands on the turn that was told before, and so does its bill.
    let turnId: TurnId | null = null;
    entry.wordings = entry.wordings.map((wording) => {
      turnId = wording.how === "edited" ? turnId : wording.turnId;
      return {
        ...wording,
        voice: wording.voice === null ? null : { ...wording.voice },
        behind: turnId === null ? null : structuredClone(behind.get(turnId) ?? null),
        cites: wording.turnId === null ? [] : structuredClone([...(cites.get(wording.turnId) ?? [])]),
      };
    });
    show(entry, entry.wordings.at(-1));
  }
}

function show(entry: Writable<EntryOf<"narration">>, newest: Wording | undefined): void {
  entry.text = newest?.text ?? "";
  entry.voice = newest?.voice == null ? null : { ...newest.voice };
  if (entry.putAway) entry.choices = [];
}
