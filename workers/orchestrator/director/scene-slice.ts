import type { Scene } from "../../contracts/adventure.ts";
import {
  beatsInReach,
  encounterOf,
  exitsInSight,
  featuresInSight,
  isLocked,
  peopleIn,
  sceneOf,
  scriptOf,
} from "../../core/script/lookup.ts";
import { holds } from "../../core/script/requirements.ts";
import type { CampaignState } from "../../core/state.ts";
import type { PartDraft } from "../prompt/fit-parts.ts";
import { cleanLine, cleanText } from "../prompt/untrusted.ts";
import {
  beatLine,
  effectsOf,
  encountersInReach,
  loreLine,
  personLines,
  requirementsOf,
  secretsAtHand,
} from "./script-lines.ts";

const SECRETS_MAX = 8;

/** What the adventure is about, in a few lines: the same through a whole campaign. */
export function adventurePart(state: CampaignState): PartDraft {
  const { script } = state.gm;
  if (script === null) return { name: "adventure", entries: [] };
  return {
    name: "adventure",
    head: "## The adventure",
    entries: [
      `${cleanLine(script.title, 80)}. ${cleanLine(script.tagline, 300)} Rules: ${state.public.ruleset}. Tone: ${script.tone.words.map((word) => cleanLine(word, 30)).join(", ")}.`,
      cleanLine(script.summary, 1_200),
    ],
  };
}

/** The scene the party stands in, whole; the far end of it is what a small model does without. */
export function scenePart(state: CampaignState): PartDraft {
  const scene = sceneOf(state);
  if (scene === null) return { name: "scene", entries: [] };
  const fighting = state.public.encounter !== null;
  return {
    name: "scene",
    head: `## The scene: ${cleanLine(scene.title, 80)} (id ${scene.id}), ${scene.safeToRest ? "safe to rest in" : "not safe to rest in"}`,
    entries: fighting ? [...fightBeats(state), ...plainSight(state, scene)] : calmScene(state, scene),
  };
}

function calmScene(state: CampaignState, scene: Scene): string[] {
  const people = peopleIn(state, scene.id).map((person) => personLines(state, person));
  const features = featuresInSight(state, scene).map(
    ({ id, name, look, beats }) =>
      `- feature ${id}: ${cleanLine(name, 80)}. ${cleanLine(look, 160)}${below(beats.map((beat) => beatLine(state, beat)))}`,
  );
  const encounters = encountersInReach(state).map(({ id, title }) => `- encounter ${id}: ${cleanLine(title, 80)}`);
  return [
    `What it is like: ${cleanText(scene.read).slice(0, 900)}`,
    ...scene.beats.map((beat) => `- here:${below([beatLine(state, beat)])}`),
    ...exitLines(state, scene),
    ...features,
    ...people,
    ...encounters,
    ...clockLines(state),
  ];
}

function below(lines: readonly string[]): string {
  return lines.map((line) => `\n${line}`).join("");
}

function exitLines(state: CampaignState, scene: Scene): string[] {
  return exitsInSight(state, scene).map((exit) => {
    const way = isLocked(state, exit)
      ? "locked"
      : holds(state, exit.requires)
        ? "open"
        : `barred: ${requirementsOf(state, exit.requires)}`;
    const beyond = scriptOf(state).scenes.find(({ id }) => id === exit.to)?.title ?? exit.to;
    const beats = below(exit.beats.map((beat) => beatLine(state, beat)));
    return `- exit ${exit.id} [${way}]: ${cleanLine(exit.name, 80)}, leads to ${cleanLine(beyond, 80)}${beats}`;
  });
}

/** In a fight only its own beats can be played; of the place, what can be looked at. */
function fightBeats(state: CampaignState): string[] {
  const fight = encounterOf(state);
  const talked = fight?.talked === undefined ? "" : ` It can also end by talking${effectsOf(fight.talked.effects)}.`;
  return [
    `A fight is on.${talked}`,
    ...beatsInReach(state).map(({ beat }) => `- in the fight:${below([beatLine(state, beat)])}`),
  ];
}

function plainSight(state: CampaignState, scene: Scene): string[] {
  return [
    ...featuresInSight(state, scene).map(({ id, name }) => `- feature ${id}: ${cleanLine(name, 80)}`),
    ...exitsInSight(state, scene).map(({ id, name }) => `- exit ${id}: ${cleanLine(name, 80)}`),
    ...peopleIn(state, scene.id).map(({ id, name }) => `- person ${id}: ${cleanLine(name, 80)}`),
    ...clockLines(state),
  ];
}

function clockLines(state: CampaignState): string[] {
  const hidden = Object.values(state.gm.clocks).map((clock) => ({ ...clock, who: "behind the screen" }));
  const open = Object.values(state.public.clocks).map((clock) => ({ ...clock, who: "seen by all" }));
  return [...open, ...hidden].map(
    ({ id, title, filled, segments, who }) =>
      `- clock ${id}: ${cleanLine(title, 80)}, ${filled} of ${segments}, ${who}`,
  );
}

export function lorePart(state: CampaignState): PartDraft {
  const entries = state.public.encounter === null ? (state.gm.script?.lore ?? []).map(loreLine) : [];
  return { name: "lore", head: "## What heroes may know (recall_lore)", entries };
}

/** What is still sealed and could come out here, so that no word of the director's own gives it away. */
export function secretsPart(state: CampaignState): PartDraft {
  const out = new Set(state.public.seals.map(({ secretId }) => secretId));
  const near = secretsAtHand(state);
  const sealed = (state.gm.script?.secrets ?? []).filter(({ id }) => !out.has(id));
  const ordered = [...sealed.filter(({ id }) => near.has(id)), ...sealed.filter(({ id }) => !near.has(id))];
  return {
    name: "secrets",
    head: "## Sealed secrets: behind the screen only. Beats reveal them; no word of yours may.",
    entries: ordered
      .slice(0, SECRETS_MAX)
      .map(
        ({ id, title, text }) =>
          `- secret ${id}: ${cleanLine(title, 80)}. ${cleanLine(text, near.has(id) ? 300 : 120)}`,
      ),
  };
}
