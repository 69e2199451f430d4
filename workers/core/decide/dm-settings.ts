import type { DmSettings } from "../../contracts/dm.ts";
import type { ProposedCall } from "../../contracts/events.ts";
import type { MemberId } from "../../contracts/ids.ts";
import type { Handler } from "../decide.ts";
import { sameSubject, withBoundary } from "../evolve/fold-machine.ts";
import { signless } from "../safety/crossings.ts";
import type { Refusal, Step } from "../step.ts";
import { callsInReview } from "./review.ts";

/** What the deployment lets the owner of a campaign choose from. */
export interface DeploymentOffer {
  readonly voices: readonly string[];
  readonly campaignDayMicroUsd: number | null;
  readonly memberDayMicroUsd: number | null;
}

/** Whoever pays decides what it may cost. */
const OWNERS = ["voice", "dayCapMicroUsd", "memberDayCapMicroUsd", "atCap"] as const;

/** How the machine runs this table. Reviewing its calls needs a place behind the screen, so whoever asks for it gets one. */
export const gmDmSettings: Handler<"gm_dm_settings"> = ({ step, member, offer }, { settings: change }) => {
  const touchesPurse = OWNERS.some((field) => change[field] !== undefined);
  if (touchesPurse && member.role !== "owner")
    return { slug: "not-allowed", detail: "Only the owner of the table chooses the model and what it may cost." };
  const fault = beyondOffer(change, offer);
  if (fault !== null) return fault;
  const settings: DmSettings = { ...step.state.public.dm, ...definedOf(change) };
  if (JSON.stringify(settings) === JSON.stringify(step.state.public.dm)) return null;
  const waited = callsInReview(step.state);
  step.emit("dm_settings_changed", { settings });
  letGo(step, waited, member.id);
  if (change.review != null && !member.screen) step.emit("screen_taken", { memberId: member.id });
  return null;
};

/** Adds to what the table keeps out and takes from it. A subject that names nothing recognisable would keep nothing out. */
export const gmBoundaries: Handler<"gm_boundaries"> = ({ step }, { add, remove }) => {
  const nameless = add.find(signless);
  if (nameless !== undefined)
    return { slug: "bad-request", detail: `“${nameless.text}” names no thing; say what it is: spiders, drowning.` };
  const { dm } = step.state.public;
  const left = dm.boundaries.filter((boundary) => !remove.some((other) => sameSubject(boundary, other)));
  const settings = add.reduce(withBoundary, { ...dm, boundaries: left });
  if (add.some((boundary) => !settings.boundaries.some((other) => sameSubject(boundary, other))))
    return { slug: "bad-request", detail: "The list is full; take something out first." };
  if (JSON.stringify(settings) !== JSON.stringify(dm)) step.emit("dm_settings_changed", { settings });
  return null;
};

/** Calls that waited and wait no longer go on as if approved, and the turn's time counts anew from here. */
function letGo(step: Step, waited: readonly ProposedCall[], memberId: MemberId): void {
  const turnId = step.state.public.turn?.id;
  const still = new Set(callsInReview(step.state).map(({ id }) => id));
  if (turnId === undefined) return;
  for (const { id } of waited)
    if (!still.has(id))
      step.emit(
        "call_judged",
        { turnId, callId: id, memberId, verdict: "approved", reason: "It is not reviewed any more." },
        "gm",
      );
}

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
