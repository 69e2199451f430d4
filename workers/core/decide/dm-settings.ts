import type { DmSettings } from "../../contracts/dm.ts";
import type { Handler } from "../decide.ts";
import type { Refusal } from "../step.ts";

/** What the deployment lets the owner of a campaign choose from. */
export interface DeploymentOffer {
  readonly voices: readonly string[];
  readonly campaignDayMicroUsd: number | null;
  readonly memberDayMicroUsd: number | null;
}

/** Whoever pays decides what it may cost. */
const OWNERS: readonly (keyof DmSettings)[] = ["voice", "dayCapMicroUsd", "memberDayCapMicroUsd", "atCap"];

/** How the machine runs this table. Reviewing its calls needs a place behind the screen, so whoever asks for it gets one. */
export const gmDmSettings: Handler<"gm_dm_settings"> = ({ step, member, offer }, { settings: change }) => {
  const touchesPurse = OWNERS.some((field) => change[field] !== undefined);
  if (touchesPurse && member.role !== "owner")
    return { slug: "not-allowed", detail: "Only the owner of the table chooses the model and what it may cost." };
  const fault = beyondOffer(change, offer);
  if (fault !== null) return fault;
  const settings: DmSettings = { ...step.state.public.dm, ...definedOf(change) };
  if (JSON.stringify(settings) === JSON.stringify(step.state.public.dm)) return null;
  step.emit("dm_settings_changed", { settings });
  if (change.review != null && !member.screen) step.emit("screen_taken", { memberId: member.id });
  return null;
};

function definedOf(change: Partial<DmSettings>): Partial<DmSettings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function beyondOffer(change: Partial<DmSettings>, offer: DeploymentOffer): Refusal | null {
  const { voice, dayCapMicroUsd, memberDayCapMicroUsd } = change;
  if (voice != null && voice !== "oracle" && !offer.voices.includes(voice))
    return { slug: "voice-unknown", alternatives: [...offer.voices, "oracle"] };
  const over = (cap: number | null | undefined, limit: number | null) => cap != null && limit !== null && cap > limit;
  const tooHigh =
    over(dayCapMicroUsd, offer.campaignDayMicroUsd) || over(memberDayCapMicroUsd, offer.memberDayMicroUsd);
  return tooHigh ? { slug: "cap-too-high" } : null;
}
