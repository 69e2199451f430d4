import { expect, test } from "vitest";
import { ledTo } from "./led-to.ts";
import { pageBlocks } from "./page-blocks.ts";

const blocks = pageBlocks(
  "## The Heron Gate\nThe Heron Gate opens only to a **silver** whistle.\n\nIts keeper, Brannoc, sleeps under the third arch of the old stone bridge.\n\nNobody cuts peat after dusk.",
  true,
);

test("a passage is found whatever marks and breaks stand between its letters", () => {
  expect(ledTo(blocks, "opens only to a silver\nwhistle")).toEqual({ from: 1, to: 1 });
  expect(ledTo(blocks, "The Heron Gate opens only to a silver whistle. Its keeper, Brannoc, sleeps")).toEqual({
    from: 0,
    to: 1,
  });
  expect(ledTo(blocks, "… sleeps under the third arch of the old stone bridge. Nobody cuts peat after dusk.")).toEqual({
    from: 2,
    to: 3,
  });
});

test("what was said in other words leads to the block it shares most with, and to none by one word", () => {
  expect(ledTo(blocks, "Brannoc the keeper rests beneath an arch, the third.")).toEqual({ from: 2, to: 2 });
  expect(ledTo(blocks, "The keeper of the price of saffron.")).toBeNull();
  expect(ledTo(blocks, " … ")).toBeNull();
});
