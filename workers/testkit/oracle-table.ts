import { adventureById, gear, heroes } from "../content/index.ts";
import type { MemberId } from "../contracts/ids.ts";
import type { Narration, Proposal } from "../contracts/orchestration.ts";
import type { Ruleset } from "../contracts/rules.ts";
import { parseToolCall } from "../contracts/tools.ts";
import { decideNextCall } from "../core/decide/carry-out-call.ts";
import { decideNarration, decideProposal, nextStage } from "../core/decide/turn.ts";
import type { NarratorInput } from "../core/ports.ts";
import { viewOf } from "../core/project.ts";
import type { CampaignState, QueuedAction, TurnState } from "../core/state.ts";
import { OracleDirector } from "../orchestrator/oracle/director/oracle-director.ts";
import { OracleNarrator } from "../orchestrator/oracle/narrator/oracle-narrator.ts";
import { PaperRoom } from "./paper-room.ts";
import { emptyRecalled } from "./recalled.ts";
import { lanternHeroes, lanternItems, tinLantern } from "./tin-lantern.ts";
import { oraclePlan } from "./voice-plans.ts";

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
  const input = { state, turn, round: 1, results: [], recent: [], memory: emptyRecalled, seed, plan: oraclePlan };
  return (await new OracleDirector().direct(input)).proposal;
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

/** One turn as the room would run it, and what was said and proposed in it. */
export interface ToldTurn {
  readonly proposals: readonly Proposal[];
  readonly input: NarratorInput;
  readonly narration: Narration;
  readonly deltas: readonly string[];
}

/** Runs the open turn to its end with the Oracle as director and narrator. */
export async function runTurn(room: PaperRoom, recent: readonly string[]): Promise<ToldTurn> {
  const proposals: Proposal[] = [];
  const director = new OracleDirector();
  for (;;) {
    const { turn } = room.state.public;
    if (turn === null) throw new Error("No turn is open.");
    const seed = room.events[turn.openedSeq - 1]?.hash ?? "";
    const stage = nextStage(room.state);
    if (stage === "directing") {
      const work = room.state.gm.work?.turnId === turn.id ? room.state.gm.work : null;
      const { proposal } = await director.direct({
        state: room.state,
        turn,
        round: (work?.round ?? 0) + 1,
        results: work?.results ?? [],
        recent,
        memory: emptyRecalled,
        seed,
        plan: oraclePlan,
      });
      proposals.push(proposal);
      room.append(decideProposal(room.state, proposal, 1));
    } else if (stage === "resolving") room.append(decideNextCall(room.state, room.chance, parseToolCall) ?? []);
    else {
      const events = room.events.flatMap(({ header, body }) =>
        header.seq >= turn.openedSeq && body.audience === "all" ? [{ seq: header.seq, body }] : [],
      );
      const input: NarratorInput = {
        view: viewOf(room.state, { memberId: null, gm: false }),
        turn,
        events,
        recent,
        memory: emptyRecalled,
        sources: [],
        seed,
        telling: { how: "turn" },
        plan: oraclePlan,
      };
      const { narration, deltas } = await told(input);
      const known = [...events.map(({ body }) => JSON.stringify(body.payload)), ...input.recent].join("\n");
      const facts = decideNarration(room.state, narration, known);
      if (facts === null) throw new Error("The narration gives a secret away.");
      room.append(facts);
      return { proposals, input, narration, deltas };
    }
  }
}

/** A narration with the pieces it came in. */
export async function told(input: NarratorInput): Promise<{ narration: Narration; deltas: string[] }> {
  const telling = new OracleNarrator().narrate(input);
  const deltas: string[] = [];
  for (let step = await telling.next(); ; step = await telling.next()) {
    if (step.done === true) return { narration: step.value.narration, deltas };
    deltas.push(step.value.delta);
  }
}
