import type { Voice } from "../../workers/contracts/events.ts";
import type { PublicLane } from "../../workers/core/state.ts";

/** Who runs the table: the machine, the machine with a GM's word on what it proposes, or a person. */
export type RunMode = "machine" | "review" | "human";

export function runModeOf({ settings, dm }: Pick<PublicLane, "settings" | "dm">): RunMode {
  if (settings.dmMode === "human") return "human";
  return dm.review === null ? "machine" : "review";
}

export const ORACLE_LABEL = "Oracle, no AI";

export interface Speaker {
  readonly label: string;
  readonly paidBy: string;
  /** A language model, as opposed to a person or to rules. */
  readonly model: boolean;
}

/** Who speaks for the world just now. */
export function speakerOf(lane: Pick<PublicLane, "settings" | "dm" | "voice" | "members">): Speaker {
  if (runModeOf(lane) === "human") return { label: personsOf(lane), paidBy: "", model: false };
  const { voice } = lane;
  if (voice === null || voice.voice === "oracle")
    return { label: ORACLE_LABEL, paidBy: "Nobody: the Oracle costs nothing.", model: false };
  return { label: voice.label, paidBy: voice.paidBy, model: true };
}

/** The machine as a subject: "The Oracle runs the table". */
export function machineName({ voice }: Pick<PublicLane, "voice">): string {
  return voice === null || voice.voice === "oracle" ? "The Oracle" : voice.label;
}

function personsOf({ members }: Pick<PublicLane, "members">): string {
  const names = Object.values(members).flatMap(({ name, screen, removed }) => (screen && !removed ? [name] : []));
  return names.length === 0 ? "By hand" : `By hand: ${names.join(" and ")}`;
}

const PROVIDERS: Record<Voice["provider"], string> = {
  oracle: ORACLE_LABEL,
  gm: "the GM",
  "workers-ai": "",
  openai: "",
  scripted: "a scripted voice",
};

/** The name of a voice that has spoken. Models carry the label the table knows them by, if it still does. */
export function voiceName(voice: Pick<Voice, "provider" | "model">, now: PublicLane["voice"]): string {
  const known = now !== null && now.voice === `${voice.provider}:${voice.model}` ? now.label : "";
  return known || PROVIDERS[voice.provider] || voice.model || "a model";
}

export function isModel({ provider }: Pick<Voice, "provider">): boolean {
  return provider !== "oracle" && provider !== "gm";
}

/** Known reasons for which somebody else had to answer, in words for people. */
const STAND_INS: Readonly<Record<string, string>> = {
  timeout: "the model took too long",
  "out-of-time": "the model took too long",
  busy: "the model was busy",
  quota: "the model’s allowance is used up",
  "not-allowed": "the model does not let this table in",
  "model-gone": "there is no such model any more",
  "too-long": "it was too much for the model to read",
  "broken-off": "the model broke off",
  unreachable: "the model could not be reached",
  filtered: "the provider held its answer back",
  empty: "the model had nothing to say",
  "budget-used": "the budget for now is used up",
  "narrator-failed": "the model could not tell it",
  "director-failed": "the model lost the thread",
};

export function standInWords(why: string): string {
  return STAND_INS[why] ?? why;
}
