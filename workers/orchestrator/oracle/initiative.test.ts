import { expect, test } from "vitest";
import type { Creature } from "../../contracts/creatures.ts";
import type { Proposal } from "../../contracts/orchestration.ts";
import type { DirectorInput } from "../../core/ports.ts";
import type { CampaignState, TurnState } from "../../core/state.ts";
import { inShort, lanternTable, proposed } from "../../testkit/oracle-table.ts";
import { emptyRecalled } from "../../testkit/recalled.ts";
import { oraclePlan } from "../../testkit/voice-plans.ts";
import { OracleDirector } from "./director/oracle-director.ts";

const fight = lanternTable("fight").state;

function withActive(state: CampaignState, activeId: string): CampaignState {
  const { encounter } = state.public;
  return encounter === null ? state : { ...state, public: { ...state.public, encounter: { ...encounter, activeId } } };
}

function changed(state: CampaignState, id: string, change: (creature: Creature) => Partial<Creature>): CampaignState {
  const creature = state.public.creatures[id];
  if (creature === undefined) throw new Error(`Nobody is "${id}".`);
  return {
    ...state,
    public: { ...state.public, creatures: { ...state.public.creatures, [id]: { ...creature, ...change(creature) } } },
  };
}

const fallen = (state: CampaignState, id: string, as: "dying" | "stable" | "dead"): CampaignState =>
  changed(state, id, ({ vitals }) => (vitals.ruleset === "d20" ? { vitals: { ...vitals, hp: 0, state: as } } : {}));

async function move(state: CampaignState, combatantId: string, more: Partial<DirectorInput> = {}): Promise<Proposal> {
  const turn = { id: "t_9", kind: "initiative", openedSeq: 9, actions: [], combatantId } as unknown as TurnState;
  const answer = await new OracleDirector().direct({
    state: withActive(state, combatantId),
    turn,
    round: 1,
    results: [],
    memory: emptyRecalled,
    seed: "a1",
    recent: [],
    plan: oraclePlan,
    ...more,
  });
  return answer.proposal;
}

test("a foe strikes a hero who stands, and its move ends", async () => {
  const proposal = await move(fight, "wolf-1");
  expect(inShort(proposal)).toMatch(/^attack (?:wren|bram) bite; end_turn$/);
  expect(proposal.done).toBe(false);
});

test("a foe that goes for the weak goes for the weak", async () => {
  const hurt = changed(fight, "bram", ({ vitals }) =>
    vitals.ruleset === "d20" ? { vitals: { ...vitals, hp: 2 } } : {},
  );
  expect(inShort(await move(hurt, "wolf-1"))).toBe("attack bram bite; end_turn");
});

test("a foe leaves those alone who are down", async () => {
  expect(inShort(await move(fallen(fight, "bram", "dying"), "wolf-1"))).toBe("attack wren bite; end_turn");
});

test("a foe on the ground gets up first, one that is stunned does nothing", async () => {
  const with_ = (condition: "prone" | "stunned") =>
    changed(fight, "wolf-1", () => ({ conditions: [{ condition, source: "a blow", until: "removed" }] }));
  expect(inShort(await move(with_("prone"), "wolf-1"))).toMatch(/^take_action stand-up; attack/);
  expect(inShort(await move(with_("stunned"), "wolf-1"))).toBe("end_turn");
});

test("foes break when as few still stand as their script says", async () => {
  expect(inShort(await move(fallen(fight, "wolf-2", "dead"), "wolf-1"))).toBe("end_encounter foes-flee");
});

test("a dying hero rolls for life, one who is stable only lies there", async () => {
  expect(inShort(await move(fallen(fight, "bram", "dying"), "bram"))).toBe("death_save; end_turn");
  expect(inShort(await move(fallen(fight, "bram", "stable"), "bram"))).toBe("end_turn");
});

test("a hero whose player is away follows the policy of the seat", async () => {
  const member = Object.values(fight.public.members).find(({ creatureId }) => creatureId === "bram");
  if (member === undefined) throw new Error("Bram has no player.");
  const under = (policy: "skip" | "defend" | "delegate"): CampaignState => ({
    ...fight,
    public: { ...fight.public, members: { ...fight.public.members, [member.id]: { ...member, policy } } },
  });
  expect(inShort(await move(under("skip"), "bram"))).toBe("end_turn");
  expect(inShort(await move(under("delegate"), "bram"))).toBe("end_turn");
  expect(inShort(await move(under("defend"), "bram"))).toBe("take_action dodge; end_turn");
});

test("the next round goes on with the next foe and stops at a hero who can act", async () => {
  const results = [
    { callId: "t_9.1.1", tool: "attack", ok: true, outcome: "success" as const, detail: {} },
    { callId: "t_9.1.2", tool: "end_turn", ok: true, outcome: "none" as const, detail: {} },
  ];
  const turn = {
    id: "t_9",
    kind: "initiative",
    openedSeq: 9,
    actions: [],
    combatantId: "wolf-1",
  } as unknown as TurnState;
  const asked = { turn, round: 2, results, recent: [], memory: emptyRecalled, seed: "a1", plan: oraclePlan };
  const direct = async (state: CampaignState) => (await new OracleDirector().direct({ ...asked, state })).proposal;
  expect(inShort(await direct(withActive(fight, "wolf-2")))).toMatch(/^attack/);
  expect(await direct(withActive(fight, "wren"))).toMatchObject({ calls: [], done: true });
});

test("a move that was refused ends, and is not tried again", async () => {
  const results = [
    { callId: "t_9.1.1", tool: "attack", ok: false, outcome: "none" as const, code: "target-down", detail: {} },
  ];
  expect(inShort(await move(fight, "wolf-1", { round: 2, results }))).toBe("end_turn");
});

test("four foes in a row fit into the calls of a turn", async () => {
  const results = Array.from({ length: 7 }, (_, at) => ({
    callId: `t_9.${Math.floor(at / 2) + 1}.${(at % 2) + 1}`,
    tool: "attack",
    ok: true,
    outcome: "none" as const,
    detail: {},
  }));
  expect(await move(fight, "wolf-1", { round: 4, results })).toMatchObject({ calls: [], done: true });
});

test("a hero who says that there is more keeps the move", async () => {
  expect(inShort(await proposed(fight, [{ text: "attack the wolf, but I'm not done yet" }]))).toBe(
    "attack wolf-1 shortsword",
  );
});
