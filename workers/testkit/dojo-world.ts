import type { CampaignState } from "../core/state.ts";
import { beatsAt } from "./dojo-authored.ts";
import { type Case, type Deed, ofType } from "./dojo-legal.ts";

/** Long enough for a night; no turn of the machine takes more of the party's life than that and a way. */
const MINUTES_OF_A_TURN = { advance_time: 480, short_rest: 60, long_rest: 480, take_breath: 30 } as const;
const ONLY_IN_CALM = /^(?:move_scene|advance_time|start_encounter|short_rest|long_rest|take_breath|group_check)$/;
const ONLY_IN_A_FIGHT = /^(?:end_encounter|attack|strike|take_action|escape|death_save|end_turn)$/;

/** Where the party is, how late it is, what it may do there, and what is open. */
export function worldFindings({ before, after, deeds, effects }: Case): string[] {
  const findings: string[] = [];
  const has = (key: string): boolean => effects.some((effect) => key in effect);
  const applied = deeds.filter((deed) => deed.applied);
  const done = (tool: string): boolean => applied.some(({ call }) => call.tool === tool);
  const script = before.gm.script;
  const ways = script?.scenes.flatMap(({ exits }) => exits) ?? [];
  const walked = applied.filter(({ call }) => call.tool === "move_scene");
  if (before.public.scene?.id !== after.public.scene?.id && walked.length === 0 && !has("go"))
    findings.push("the party is elsewhere and nobody went");
  for (const { call, events } of walked) {
    const way = ways.find(({ id }) => id === call.args.exitId);
    const shut = way?.locked !== undefined && !after.gm.unlocked.includes(way.id);
    const unseen = way?.hidden === true && !after.gm.shown.includes(way.id);
    const went = ofType(events, "scene_entered").length > 0;
    if (way === undefined || unseen || (shut && went)) findings.push(`no way through ${way?.id}`);
  }
  if (after.public.status !== before.public.status && !has("end")) findings.push("the adventure is over");
  const fights = [before, after].map(({ public: { encounter } }) => encounter?.id ?? null);
  if (fights[1] !== null && fights[0] !== fights[1] && !has("encounter") && !done("start_encounter"))
    findings.push("a fight has begun from nothing");
  for (const [what, list] of [
    ["show", "shown"],
    ["unlock", "unlocked"],
  ] as const)
    for (const id of after.gm[list])
      if (!before.gm[list].includes(id) && !effects.some((effect) => (effect as Record<string, unknown>)[what] === id))
        findings.push(`${id} was ${list}`);
  return [...findings, ...time({ before, after, deeds, effects }), ...inPlace(before, applied)];
}

function time({ before, after, deeds, effects }: Pick<Case, "before" | "after" | "deeds" | "effects">): string[] {
  const most = new Map<string, number>();
  for (const { call, applied } of deeds) {
    if (!applied) continue;
    const way = before.gm.script?.scenes.flatMap(({ exits }) => exits).find(({ id }) => id === call.args.exitId);
    if (call.tool === "move_scene") most.set(call.id, way?.minutes ?? 0);
    else if (Object.hasOwn(MINUTES_OF_A_TURN, call.tool))
      most.set(call.tool, MINUTES_OF_A_TURN[call.tool as keyof typeof MINUTES_OF_A_TURN]);
  }
  const authored = effects.reduce((sum, effect) => sum + ("minutes" in effect ? effect.minutes : 0), 0);
  const allowed = [...most.values()].reduce((sum, minutes) => sum + minutes, authored);
  const passed = after.public.minutes - before.public.minutes;
  return passed < 0 || passed > allowed ? [`${passed} minutes have passed where ${allowed} may`] : [];
}

/** Each call belongs to its moment, and each beat to where the party stood when it was played. */
function inPlace(before: CampaignState, applied: readonly Deed[]): string[] {
  const script = before.gm.script;
  let sceneId = before.public.scene?.id ?? "";
  let encounterId = before.public.encounter?.id ?? null;
  const shown = [...before.gm.shown];
  const findings: string[] = [];
  for (const { call, events } of applied) {
    if ((encounterId === null ? ONLY_IN_A_FIGHT : ONLY_IN_CALM).test(call.tool))
      findings.push(`${call.tool} was carried out ${encounterId === null ? "in calm" : "in a fight"}`);
    for (const event of events) {
      if (event.type === "scene_entered") sceneId = event.payload.scene.id;
      if (event.type === "encounter_started") encounterId = event.payload.encounterId;
      if (event.type === "encounter_ended") encounterId = null;
      if (event.type === "way_opened") shown.push(event.payload.id);
      if (event.type !== "beat_played" || script === null || event.payload.beatId.startsWith("lore-")) continue;
      if (!beatsAt(script, { sceneId, encounterId, shown }).has(event.payload.beatId))
        findings.push(`${event.payload.beatId} was played out of place`);
    }
  }
  return findings;
}
