import { describe, expect, test } from "vitest";
import type { Adventure, Beat, Effect, Requirement } from "../contracts/adventure.ts";
import { adventures } from "./index.ts";

function beatsOf(script: Adventure): Beat[] {
  return [
    ...script.scenes.flatMap((scene) => [
      ...scene.beats,
      ...(scene.onEnter ?? []),
      ...scene.features.flatMap(({ beats }) => beats),
      ...scene.exits.flatMap(({ beats }) => beats),
    ]),
    ...script.people.flatMap(({ beats }) => beats),
    ...script.encounters.flatMap(({ beats }) => beats),
  ];
}

function effectsOf(script: Adventure): Effect[] {
  return [
    ...beatsOf(script).flatMap((beat) => [
      ...(beat.effects ?? []),
      ...(beat.partial?.effects ?? []),
      ...(beat.failure?.effects ?? []),
    ]),
    ...script.people.flatMap(({ topics }) => topics.flatMap(({ effects }) => effects ?? [])),
    ...script.encounters.flatMap(({ won, fled, lost, talked }) =>
      [won, fled, lost, talked].flatMap((branch) => branch?.effects ?? []),
    ),
    ...script.clocks.flatMap(({ full }) => full?.effects ?? []),
  ];
}

function requirementsOf(script: Adventure): Requirement[] {
  return [
    ...beatsOf(script).flatMap(({ requires }) => requires ?? []),
    ...script.people.flatMap(({ topics }) => topics.flatMap(({ requires }) => requires ?? [])),
    ...script.scenes.flatMap(({ exits }) => exits.flatMap(({ requires }) => requires ?? [])),
  ];
}

/** What an effect or a requirement points at, by the kind of thing it has to be. */
function pointsAt(each: Effect | Requirement): [kind: string, id: string][] {
  if ("give" in each) return [["item", each.give]];
  if ("take" in each) return [["item", each.take]];
  if ("has" in each) return [["item", each.has]];
  if ("secret" in each) return [["secret", each.secret]];
  if ("knows" in each) return [["secret", each.knows]];
  if ("tick" in each) return [["clock", each.tick]];
  if ("clock" in each) return [["clock", each.clock]];
  if ("show" in each) return [["hidden", each.show]];
  if ("unlock" in each) return [["locked", each.unlock]];
  if ("attitude" in each) return [["person", each.attitude]];
  if ("movePerson" in each)
    return [["person", each.movePerson], ...(each.to === null ? [] : [["scene", each.to] as [string, string]])];
  if ("encounter" in each) return [["encounter", each.encounter]];
  if ("go" in each) return [["scene", each.go]];
  if ("visited" in each) return [["scene", each.visited]];
  if ("end" in each) return [["ending", each.end]];
  if ("done" in each) return [["beat", each.done]];
  return [];
}

describe.each(adventures.map((script) => [script.id, script] as const))("%s", (_, script) => {
  const exits = script.scenes.flatMap((scene) => scene.exits);
  const features = script.scenes.flatMap((scene) => scene.features);
  const ids: Record<string, string[]> = {
    scene: script.scenes.map(({ id }) => id),
    item: script.items.map(({ id }) => id),
    person: script.people.map(({ id }) => id),
    secret: script.secrets.map(({ id }) => id),
    foe: script.foes.map(({ id }) => id),
    encounter: script.encounters.map(({ id }) => id),
    clock: script.clocks.map(({ id }) => id),
    ending: script.endings.map(({ id }) => id),
    lore: script.lore.map(({ id }) => id),
    beat: beatsOf(script).map(({ id }) => id),
    topic: script.people.flatMap(({ topics }) => topics.map(({ id }) => id)),
    place: [...exits, ...features].map(({ id }) => id),
    hidden: [...exits, ...features].filter(({ hidden }) => hidden === true).map(({ id }) => id),
    locked: exits.filter(({ locked }) => locked !== undefined).map(({ id }) => id),
  };

  test("ids are unique within their kind, and topics never share one with a beat", () => {
    for (const [kind, list] of Object.entries(ids))
      expect(
        list.filter((id, at) => list.indexOf(id) !== at),
        kind,
      ).toEqual([]);
    expect(ids["topic"]?.filter((id) => ids["beat"]?.includes(id))).toEqual([]);
  });

  test("whatever is pointed at is there", () => {
    const missing = [...effectsOf(script), ...requirementsOf(script)]
      .flatMap(pointsAt)
      .filter(([kind, id]) => !(ids[kind] ?? []).includes(id));
    expect(missing).toEqual([]);
    expect(exits.filter(({ to }) => !ids["scene"]?.includes(to))).toEqual([]);
    expect(script.scenes.flatMap(({ people }) => people).filter((id) => !ids["person"]?.includes(id))).toEqual([]);
    expect(script.encounters.flatMap(({ foes }) => foes).filter(({ foe }) => !ids["foe"]?.includes(foe))).toEqual([]);
    expect(
      beatsOf(script)
        .flatMap((beat) => beat.with ?? [])
        .filter((id) => !ids["item"]?.includes(id)),
    ).toEqual([]);
    expect(script.people.flatMap(({ foe }) => foe ?? []).filter((id) => !ids["foe"]?.includes(id))).toEqual([]);
    expect(ids["scene"]).toContain(script.start);
  });

  test("every flag that is asked for can be set, every hidden or locked way can be opened", () => {
    const set = new Set(effectsOf(script).flatMap((effect) => ("set" in effect ? [effect.set] : [])));
    expect(
      requirementsOf(script).flatMap((each) => ("flag" in each && !set.has(each.flag) ? [each.flag] : [])),
    ).toEqual([]);
    const opened = effectsOf(script).flatMap((effect) =>
      "show" in effect ? [effect.show] : "unlock" in effect ? [effect.unlock] : [],
    );
    expect([...(ids["hidden"] ?? []), ...(ids["locked"] ?? [])].filter((id) => !opened.includes(id))).toEqual([]);
  });

  test("every check has words for failing, and something always comes of it or is said", () => {
    expect(
      beatsOf(script)
        .filter(({ check, failure }) => check !== undefined && failure === undefined)
        .map(({ id }) => id),
    ).toEqual([]);
  });

  test("every scene has things to look at, ways out and small signs of life", () => {
    for (const scene of script.scenes) {
      expect(scene.features.length, scene.id).toBeGreaterThanOrEqual(3);
      expect(scene.exits.length, scene.id).toBeGreaterThanOrEqual(scene.id === "stairhead" ? 1 : 2);
      expect(scene.ambience.length, scene.id).toBeGreaterThanOrEqual(3);
    }
  });

  test("every foe can be told of, under every ruleset of the adventure", () => {
    for (const foe of script.foes) {
      expect(foe.strikes.length >= 2 && foe.misses.length >= 2 && foe.falls.length >= 1, foe.id).toBe(true);
      expect(foe.embers !== undefined || !script.rulesets.includes("embers"), foe.id).toBe(true);
    }
  });

  test("every fight has a way round it that is not a fight", () => {
    for (const encounter of script.encounters) {
      const ways = encounter.beats.filter(({ effects }) => effects?.some((effect) => "endEncounter" in effect));
      expect(ways.length, encounter.id).toBeGreaterThanOrEqual(2);
      expect(encounter.talked, encounter.id).toBeDefined();
    }
  });

  test("a gift in conversation is given once", () => {
    const gifts = script.people.flatMap(({ topics }) =>
      topics.filter(({ effects }) => effects?.some((effect) => "give" in effect)),
    );
    for (const { id, effects, requires } of gifts) {
      const closes = requires?.flatMap((each) => ("flag" in each && each.not === true ? [each.flag] : [])) ?? [];
      expect(
        effects?.some((effect) => "set" in effect && closes.includes(effect.set)),
        id,
      ).toBe(true);
    }
  });
});
