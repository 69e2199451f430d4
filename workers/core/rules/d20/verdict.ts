import type { CampaignState } from "../../state.ts";
import { d20Fighters } from "./sheet.ts";

/** Won when no foe stands, lost when nobody stands against them; a last blow that fells both sides wins. */
export function verdictOf(state: CampaignState): "won" | "lost" | null {
  if (state.public.encounter === null) return null;
  const standing = d20Fighters(state).filter(({ vitals }) => vitals.state === "up");
  if (!standing.some(({ kind }) => kind === "foe")) return "won";
  if (standing.every(({ kind }) => kind === "foe")) return "lost";
  return null;
}
