import { expect, test } from "vitest";
import { ToolName } from "../../contracts/tools.ts";
import { offeredTools } from "../../core/decide/carry-out-call.ts";
import type { CampaignState, QueuedAction, TurnState } from "../../core/state.ts";
import { lanternTable } from "../../testkit/oracle-table.ts";
import { type DirectorMode, FINISH, menuFor, modeOf, TOOL_LINES } from "./tool-menu.ts";
import { describedTool, proposalSchema, toolLine } from "./tool-schemas.ts";

const inn = lanternTable("inn").state;
const fight = lanternTable("fight").state;
const calmModes: readonly DirectorMode[] = ["free", "social", "downtime"];

function turnOf(...texts: readonly (string | { text: string; mode: QueuedAction["mode"] })[]): TurnState {
  const actions = texts.map((each) => ({
    creatureId: "wren",
    mode: "do",
    ...(typeof each === "string" ? { text: each } : each),
  }));
  return { id: "t_9", kind: "players", openedSeq: 9, actions, combatantId: null } as unknown as TurnState;
}

test.each<[CampaignState, TurnState, DirectorMode]>([
  [inn, turnOf("I search the hearth"), "free"],
  [inn, turnOf("ask Orla about the wolves"), "social"],
  [inn, turnOf({ text: "Good evening!", mode: "say" }), "social"],
  [inn, turnOf("we rest by the fire"), "downtime"],
  [inn, turnOf("ask Orla about the wolves", "climb the beams"), "free"],
  [inn, turnOf(), "free"],
  [fight, turnOf("attack the wolf"), "combat"],
])("the mode of a turn follows the state and the words (%#)", (state, turn, mode) => {
  expect(modeOf(state, turn)).toBe(mode);
});

test.each([...calmModes.map((mode) => [mode, inn] as const), ["combat", fight] as const])(
  "under d20, %s offers twelve to twenty tools, all of them the room's but finish",
  (mode, state) => {
    const menu = menuFor(state, mode);
    expect(menu.length).toBeGreaterThanOrEqual(12);
    expect(menu.length).toBeLessThanOrEqual(20);
    const offered = offeredTools(state);
    for (const name of menu) if (name !== FINISH) expect(offered).toContain(name);
    expect(menu).toContain(FINISH);
    expect(menu).toContain("ask_player");
  },
);

test("under Embers a menu has what there is, and no more than twenty", () => {
  const table = lanternTable("inn", "embers").state;
  for (const mode of calmModes) {
    const menu = menuFor(table, mode);
    expect(menu.length).toBeGreaterThanOrEqual(10);
    expect(menu.length).toBeLessThanOrEqual(20);
    expect(offeredTools(table)).toEqual(expect.arrayContaining(menu.filter((name) => name !== FINISH)));
  }
});

test("every tool of the contract is described, takes a why, and has a schema a model can be given", () => {
  expect(Object.keys(TOOL_LINES).sort()).toEqual([...ToolName.options, FINISH].sort());
  for (const name of [...(ToolName.options as (keyof typeof TOOL_LINES)[]), FINISH] as const) {
    const { parameters, description } = describedTool(name);
    expect(description.length).toBeLessThan(130);
    expect(parameters).toMatchObject({ type: "object", additionalProperties: false });
    expect(JSON.stringify(parameters)).not.toMatch(/pattern|maxLength|\$schema/);
    if (name !== FINISH) expect(Object.keys(parameters.properties as object)).toContain("why");
    expect(toolLine(name)).toContain(`- ${name}(`);
  }
});

test("a model without tools gets a schema in which finish is `done` and every call has its own arguments", () => {
  const schema = proposalSchema(["play_beat", "advance_time", FINISH]);
  expect(JSON.stringify(schema)).not.toContain(FINISH);
  expect(schema).toMatchObject({
    properties: {
      calls: {
        items: {
          anyOf: [
            { properties: { tool: { enum: ["play_beat"] }, args: { required: ["beatId", "creatureId"] } } },
            { properties: { tool: { enum: ["advance_time"] }, args: { required: ["minutes", "why"] } } },
          ],
        },
      },
      done: { type: "boolean" },
    },
  });
});
