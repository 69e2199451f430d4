import type { MemberId } from "../contracts/ids.ts";
import { rulesOf } from "../core/rules/index.ts";
import { beatsInReach, exitsInSight, isOpen, peopleIn, sceneOf } from "../core/script/lookup.ts";
import { holds } from "../core/script/requirements.ts";
import type { CampaignState } from "../core/state.ts";
import type { PaperRoom } from "./paper-room.ts";

type Call = { tool: string; args: Record<string, unknown> };

/** A player who does something at random that the rules allow, for as long as somebody lets them. */
export class Monkey {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) >>> 0 || 1;
  }

  next(below: number): number {
    this.#state ^= this.#state << 13;
    this.#state >>>= 0;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state % below;
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from.length === 0 ? undefined : from[this.next(from.length)];
  }

  /** Plays one turn of the table, whosever it is. False when there is nothing left to do. */
  playTurn(room: PaperRoom, players: readonly MemberId[]): boolean {
    const { public: lane } = room.state;
    if (lane.status === "ended") return false;
    if (lane.turn === null && !room.openDueTurn(players)) {
      const actor = this.#whoseMove(room.state, players);
      if (actor === undefined || room.ask(actor, { type: "act", mode: "do", text: "something" }) !== null) return false;
    }
    const { turn } = room.state.public;
    if (turn === null) return false;
    const creatureId = turn.combatantId ?? turn.actions[0]?.creatureId ?? "";
    room.propose(this.calls(room.state, creatureId));
    if (room.state.public.turn !== null) room.narrate("Something happens.");
    return true;
  }

  #whoseMove(state: CampaignState, players: readonly MemberId[]): MemberId | undefined {
    const { encounter, creatures } = state.public;
    const able = players.filter((id) => {
      const hero = Object.values(creatures).find(({ ownerId }) => ownerId === id);
      return hero !== undefined && rulesOf(state.public.ruleset).mayAct(state, hero.id) === null;
    });
    if (encounter?.ordered !== true) return this.pick(able);
    const owner = encounter.activeId === null ? null : (creatures[encounter.activeId]?.ownerId ?? null);
    return owner === null || !able.includes(owner) ? undefined : owner;
  }

  calls(state: CampaignState, creatureId: string): Call[] {
    return state.public.encounter === null ? this.#calm(state, creatureId) : this.#fight(state, creatureId);
  }

  #calm(state: CampaignState, creatureId: string): Call[] {
    const scene = sceneOf(state);
    if (scene === null) return [];
    const beats = beatsInReach(state)
      .filter(({ beat }) => isOpen(state, beat))
      .map(({ beat }) => ({ tool: "play_beat", args: { beatId: beat.id, creatureId } }));
    const exits = exitsInSight(state, scene).map(({ id }) => ({
      tool: "move_scene",
      args: { exitId: id, creatureId },
    }));
    const topics = peopleIn(state, scene.id).flatMap((person) =>
      [null, "greet", ...person.topics.filter(({ requires }) => holds(state, requires)).map(({ id }) => id)].map(
        (topicId) => ({ tool: "person_speaks", args: { personId: person.id, topicId, creatureId } }),
      ),
    );
    const group = this.pick<Call[]>([beats, beats, beats, exits, topics].filter((each) => each.length > 0));
    const call = group === undefined ? undefined : this.pick(group);
    return call === undefined ? [] : [call];
  }

  #fight(state: CampaignState, creatureId: string): Call[] {
    const { creatures, ruleset, encounter } = state.public;
    const attacker = creatures[creatureId];
    const side = attacker?.kind === "foe" ? "hero" : "foe";
    const inFight = new Set(encounter?.combatants.map((combatant) => combatant.creatureId));
    const targets = Object.values(creatures).filter(
      (each) => inFight.has(each.id) && each.kind === side && each.vitals.state === "up",
    );
    const target = this.pick(targets);
    const beat =
      attacker?.kind === "hero" && this.next(4) === 0
        ? this.pick(beatsInReach(state).filter(({ beat: each }) => isOpen(state, each)))
        : undefined;
    const act: Call[] = [];
    if (beat !== undefined) act.push({ tool: "play_beat", args: { beatId: beat.beat.id, creatureId } });
    else if (target !== undefined && attacker !== undefined && ruleset === "embers")
      act.push({ tool: "strike", args: { creatureId, targetId: target.id, trait: "blaze" } });
    else if (target !== undefined && attacker?.sheet.ruleset === "d20") {
      const weapon = this.pick(attacker.sheet.attacks);
      if (weapon !== undefined)
        act.push({ tool: "attack", args: { attackerId: creatureId, targetId: target.id, attackId: weapon.id } });
    }
    if (attacker?.vitals.state === "dying") act.unshift({ tool: "death_save", args: { creatureId } });
    return ruleset === "d20" ? [...act, { tool: "end_turn", args: { creatureId } }] : act;
  }
}
