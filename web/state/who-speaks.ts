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

/** The name of a voice by its id, from what the table was told of it then or knows of it now. */
export function voiceLabel(id: string, labels: Readonly<Record<string, string>>, now: PublicLane["voice"]): string {
  return (id === "oracle" ? ORACLE_LABEL : labels[id]) || (now?.voice === id ? now.label : "") || id;
}

export function isModel({ provider }: Pick<Voice, "provider">): boolean {
  return provider !== "oracle" && provider !== "gm";
}
