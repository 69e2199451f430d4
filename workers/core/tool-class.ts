import type { ToolClass } from "../contracts/dm.ts";
import type { ToolName } from "../contracts/tools.ts";

const CLASSES: Readonly<Record<ToolName, ToolClass>> = {
  play_beat: "world",
  move_scene: "world",
  record_fact: "world",
  describe: "talk",
  person_speaks: "talk",
  recall_lore: "talk",
  ask_player: "talk",
  transfer_item: "item",
  use_item: "item",
  equip_item: "item",
  advance_time: "time",
  short_rest: "time",
  long_rest: "time",
  take_breath: "time",
  start_encounter: "fight",
  end_encounter: "fight",
  attack: "fight",
  strike: "fight",
  take_action: "fight",
  escape: "fight",
  death_save: "fight",
  end_turn: "fight",
  ability_check: "roll",
  passive_check: "roll",
  group_check: "roll",
  contest: "roll",
  saving_throw: "roll",
  trait_roll: "roll",
};

/** What kind of thing a call does. A name nobody knows counts as `world`: it will be refused, and a GM may want to see it. */
export function toolClass(tool: string): ToolClass {
  return Object.hasOwn(CLASSES, tool) ? CLASSES[tool as ToolName] : "world";
}
