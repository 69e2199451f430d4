import type { VoiceId } from "../../contracts/dm.ts";
import type { CampaignState } from "../state.ts";
import type { Fact } from "../step.ts";

/** Tells the table who speaks for the DM from here on, and who pays for it. Nothing when it is who spoke before. */
export function decideVoice(
  state: CampaignState,
  next: { readonly voice: VoiceId; readonly label: string; readonly paidBy: string },
): readonly Fact[] {
  if (next.voice === (state.public.voice?.voice ?? "oracle")) return [];
  return [{ type: "voice_changed", v: 1, actor: { kind: "system" }, cause: {}, audience: "all", payload: { ...next } }];
}
