import { describe, expect, it } from "vitest";
import { mix } from "./colour.ts";
import { inkOf } from "./scene-ink.ts";
import { firs, ridge } from "./scene-paths.ts";
import { seeded } from "./seeded.ts";

describe("seeded", () => {
  it("gives the same stream for the same seed and another for another", () => {
    const draw = (seed: string) => Array.from({ length: 20 }, seeded(seed).next);
    expect(draw("mill")).toEqual(draw("mill"));
    expect(draw("mill")).not.toEqual(draw("mills"));
  });

  it("stays within its bounds and reaches all of a list", () => {
    const chance = seeded("bounds");
    const seen = new Set<number>();
    for (let draw = 0; draw < 500; draw += 1) {
      const whole = chance.whole(2, 5);
      expect(whole).toBeGreaterThanOrEqual(2);
      expect(whole).toBeLessThanOrEqual(5);
      seen.add(whole);
    }
    expect(seen.size).toBe(4);
  });
});

describe("scenery", () => {
  it("draws the same hills for the same scene", () => {
    const hills = () =>
      ridge(inkOf({ seed: "ford", kind: "river", time: "dusk", weather: "fog" }).chance("hills"), {
        y: 300,
        rise: 20,
        steps: 6,
      });
    expect(hills()).toBe(hills());
  });

  it("keeps a stand of trees small enough to send about", () => {
    expect(firs(seeded("wood"), { from: 0, to: 1200, base: 300, low: 40, high: 90, count: 20 }).length).toBeLessThan(
      5000,
    );
  });
});

describe("mix", () => {
  it("runs from the first colour to the second", () => {
    expect([mix("#000000", "#ffffff", 0), mix("#000000", "#ffffff", 0.5), mix("#000000", "#ffffff", 1)]).toEqual([
      "#000000",
      "#808080",
      "#ffffff",
    ]);
  });
});
