import type { ToolResult } from "../../../contracts/orchestration.ts";
import type { DirectorInput } from "../../../core/ports.ts";
import { asking, call, freely, NOTHING, type Plan } from "./plan.ts";
import { lastMentioned, sightOf, standing } from "./sight.ts";
import { choicesHere, choicesInFight, questionFor } from "./situation.ts";

/** Why a call was refused, in words for the player. */
const REASONS: Readonly<Record<string, string>> = {
  "exit-locked": "That way is shut.",
  "cannot-rest": "This is no place to rest.",
  "in-encounter": "Not in the middle of a fight.",
  "beat-spent": "That has been done already.",
  "requirement-missing": "Something else must happen first.",
  "unknown-item": "That is not in hand.",
  "not-usable": "That does nothing here by itself.",
  "target-down": "They are down already.",
  "unknown-topic": "They know nothing of that.",
  "encounter-spent": "That fight is over.",
  "unknown-encounter": "There is no fight to be had here.",
  "not-dying": "They do not need that.",
  "cannot-act": "That cannot be done just now.",
};

/** The second look at a turn: what was refused is explained, and what is owed in initiative is done. */
export function afterRefusals(input: DirectorInput, refused: readonly ToolResult[]): Plan {
  const { state, turn } = input;
  const actor = turn.actions[0]?.creatureId;
  const hero = actor === undefined ? undefined : state.public.creatures[actor];
  if (hero === undefined) return NOTHING;
  const succeeded = input.results.some(({ ok }) => ok);
  const first = refused[0];
  if (first === undefined) return NOTHING;
  if (first.code === "action-spent" && state.public.encounter?.activeId === hero.id)
    return freely(call("end_turn", { creatureId: hero.id }, "nothing is left to do this round"));
  if (succeeded) return NOTHING;
  const sight = sightOf(state, hero, lastMentioned(state.public));
  if (first.code === "target-down" && state.public.encounter !== null) {
    const next = sight.foes.find(standing);
    const attack = hero.sheet.ruleset === "d20" ? hero.sheet.attacks[0] : undefined;
    if (next !== undefined && attack !== undefined)
      return {
        ...freely(call("attack", { attackerId: hero.id, targetId: next.id, attackId: attack.id }, "turns to the next")),
        acts: true,
      };
    if (next !== undefined && hero.sheet.ruleset === "embers")
      return {
        ...freely(call("strike", { creatureId: hero.id, targetId: next.id, trait: "blaze" }, "turns to the next")),
        acts: true,
      };
  }
  if (first.code === "beat-spent" && first.tool === "recall_lore")
    return asking(questionFor(hero, "{hero} has searched that memory already. What now?"), choicesHere(sight));
  const reason = REASONS[first.code ?? ""] ?? "That does not work here.";
  return asking(
    questionFor(hero, `${reason} What does {hero} do?`),
    state.public.encounter === null ? choicesHere(sight) : choicesInFight(sight),
  );
}
