import { expect, test } from "vitest";
import { rulesOf } from "../core/rules/index.ts";
import { heldBy, making } from "./index.ts";

test.each(
  making.callings.flatMap((calling) =>
    (["d20", "embers"] as const).map((ruleset) => [calling.name, ruleset, calling] as const),
  ),
)("a %s as the kit gives it is a legal hero under %s", (_name, ruleset, calling) => {
  const draft = {
    name: "Wren",
    pronoun: "they",
    blurb: "",
    look: { ...calling.look, seed: "wren" },
    sheet: calling[ruleset],
    items: heldBy(calling),
    coinCopper: calling.coinCopper,
  } as const;
  expect(rulesOf(ruleset).faultOf(draft)).toBeNull();
});
