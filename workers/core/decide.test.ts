import { expect, test } from "vitest";
import { adventureById, gear, heroes } from "../content/index.ts";
import { PaperRoom } from "../testkit/paper-room.ts";
import { evolve } from "./evolve.ts";
import { newCampaign } from "./new-campaign.ts";
import { project, viewerOf, viewOf } from "./project.ts";
import type { CampaignState } from "./state.ts";
import { stateHash } from "./state-hash.ts";

function table(ruleset: "d20" | "embers" = "d20"): PaperRoom {
  const adventure = adventureById("the-lamplighters-hour");
  if (adventure === undefined) throw new Error("no adventure");
  return new PaperRoom({ adventure, heroes, items: gear, ruleset });
}

test("a table opens with its key, its dice and its sealed secrets before the first scene", () => {
  const room = table();
  const types = room.events.map(({ body }) => body.type);
  expect(types.slice(0, 6)).toEqual([
    "campaign_opened",
    "epoch_opened",
    "adventure_scripted",
    "secrets_sealed",
    "secrets_kept",
    "member_joined",
  ]);
  expect(room.state.public.scene?.id).toBe(room.state.gm.script?.start);
});

test("[L7] replay from any cut equals live", () => {
  const room = table();
  const bo = room.join("Bo");
  room.ask(bo, { type: "take_seat", creatureId: heroes[0]?.id ?? "" });
  expect(room.ask(bo, { type: "act", mode: "do", text: "I look around" })).toBeNull();
  room.propose([{ tool: "describe", args: { subject: "scene", id: null, creatureId: heroes[0]?.id } }]);
  room.narrate("You look around.");
  for (let cut = 0; cut <= room.events.length; cut += 1) {
    const at: CampaignState = room.events.slice(0, cut).reduce(evolve, newCampaign);
    expect(room.events.slice(cut).reduce(evolve, at)).toEqual(room.state);
  }
});

test("[V2] what a viewer folds from what they see is the view the server has of them", () => {
  const room = table();
  const bo = room.join("Bo");
  room.ask(bo, { type: "take_seat", creatureId: heroes[0]?.id ?? "" });
  room.ask(bo, { type: "roll", expression: "1d20", visibility: "gm" });
  const viewer = viewerOf(room.state, bo);
  const folded = room.events.map((event) => project(event, viewer)).reduce(evolve, newCampaign);
  expect(stateHash(viewOf(folded, viewer))).toBe(stateHash(viewOf(room.state, viewer)));
});
