import { adventureById, gear, heroes } from "../content/index.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Proposal } from "../contracts/orchestration.ts";
import type { Ruleset } from "../contracts/rules.ts";
import type { CampaignState, QueuedAction, TurnState } from "../core/state.ts";
import { OracleDirector } from "../orchestrator/oracle/director/oracle-director.ts";
import { PaperRoom } from "./paper-room.ts";
import { lanternHeroes, lanternItems, tinLantern } from "./tin-lantern.ts";

export type Stage = "inn" | "yard" | "fight" | "stair";
export type Typed = { readonly text: string; readonly mode?: QueuedAction["mode"]; readonly heroId?: string };

/** Who acts at a stage when nobody is named. */
export const actorAt = (stage: Stage): string => (stage === "stair" ? "hild-marrowby" : "wren");

/** A table at the foot of Tallow Stair: a real adventure, which no phrasing was written for. */
export function stairTable(): PaperRoom {
  const adventure = adventureById("the-lamplighters-hour");
  if (adventure === undefined) throw new Error("The adventure is not in the house.");
  const room = new PaperRoom({ adventure, heroes, items: gear, seed: "stair" });
  room.ask(room.join("Mira"), { type: "take_seat", creatureId: actorAt("stair") });
  return room;
}

/** A table at the Tin Lantern, with Wren and Bram seated, brought as far as a stage. */
export function lanternTable(stage: Exclude<Stage, "stair">, ruleset: Ruleset = "d20"): PaperRoom {
  const room = new PaperRoom({
    adventure: tinLantern,
    heroes: lanternHeroes,
    items: lanternItems,
    ruleset,
    seed: `lantern ${stage}`,
  });
  const [mira, jon] = [room.join("Mira"), room.join("Jon")];
  room.ask(mira, { type: "take_seat", creatureId: "wren" });
  room.ask(jon, { type: "take_seat", creatureId: "bram" });
  if (stage === "inn") return room;
  act(room, mira, "wren", [{ tool: "move_scene", args: { exitId: "yard-door", creatureId: "wren" } }]);
  if (stage === "yard") return room;
  act(room, mira, "wren", [{ tool: "play_beat", args: { beatId: "open-kennel", creatureId: "wren" } }]);
  for (
    let guard = 0;
    guard < 8 && room.state.public.encounter?.ordered === true && room.state.public.encounter.activeId !== "wren";
    guard += 1
  ) {
    const active = room.state.public.encounter.activeId ?? "";
    if (!room.openDueTurn([])) room.ask(active === "bram" ? jon : mira, { type: "act", mode: "do", text: "wait" });
    if (room.state.public.turn === null) room.openDueTurn([mira]);
    room.propose([{ tool: "end_turn", args: { creatureId: active } }]);
    room.narrate("The moment passes.");
  }
  return room;
}

function act(
  room: PaperRoom,
  by: MemberId,
  heroId: string,
  calls: readonly { tool: string; args: Record<string, unknown> }[],
): void {
  room.ask(by, { type: "act", mode: "do", text: `${heroId} acts` });
  room.propose(calls);
  room.narrate("It is done.");
}

/** What the Oracle proposes in the first round for these words. */
export async function proposed(state: CampaignState, typed: readonly Typed[], seed = "seed"): Promise<Proposal> {
  const actions = typed.map(
    ({ text, mode = "do", heroId = "wren" }, index): QueuedAction => ({
      seq: index + 1,
      actionId: null,
      memberId: `m_${"a".repeat(20)}` as MemberId,
      creatureId: heroId,
      mode,
      text,
    }),
  );
  const turn = { id: "t_1", kind: "players", openedSeq: 1, actions, combatantId: null } as unknown as TurnState;
  return new OracleDirector().direct({ state, turn, round: 1, results: [], seed });
}

/** The calls of a proposal in short: "describe feature hearth; move_scene yard-door". */
export function inShort({ calls }: Proposal): string {
  return calls.map(({ tool, args }) => [tool, ...short(tool, args)].join(" ")).join("; ") || "nothing";
}

const SHOWN: Readonly<Record<string, readonly string[]>> = {
  play_beat: ["beatId"],
  move_scene: ["exitId"],
  describe: ["subject", "id"],
  person_speaks: ["personId", "topicId"],
  recall_lore: ["loreId"],
  transfer_item: ["itemId", "to"],
  use_item: ["itemId", "targetId"],
  equip_item: ["itemId", "equipped"],
  start_encounter: ["encounterId"],
  end_encounter: ["how"],
  ability_check: ["skill"],
  trait_roll: ["trait"],
  strike: ["targetId"],
  attack: ["targetId", "attackId"],
  take_action: ["action", "targetId"],
};

function short(tool: string, args: Readonly<Record<string, unknown>>): string[] {
  return (SHOWN[tool] ?? []).flatMap((key) =>
    args[key] === null || args[key] === undefined ? [] : [String(args[key])],
  );
}
