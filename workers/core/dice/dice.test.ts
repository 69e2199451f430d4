import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyExpressionText, parsed, randomDraw, scripted } from "../../testkit/dice-texts.ts";
import { boundsOf } from "./bounds.ts";
import { evaluate } from "./evaluator.ts";
import { parse } from "./parser.ts";
import { print } from "./printer.ts";
import { roll } from "./roll.ts";

const totalOf = (text: string, faces: number[]) => evaluate(parsed(text), scripted(faces)).total;

describe("parsing", () => {
  test.each([
    ["d20", "1d20"],
    ["D20 + 5", "1d20 + 5"],
    ["4D6KH3", "4d6kh3"],
    ["4d6k", "4d6kh1"],
    ["4d6dl", "4d6dl1"],
    ["adv+5", "2d20kh1 + 5"],
    ["dis", "2d20kl1"],
    ["d20adv - 1", "2d20kh1 - 1"],
    ["1d20+5+adv", "2d20kh1 + 5"],
    ["d20+5 dis", "2d20kl1 + 5"],
    ["adv - 3 + d20[luck]", "-3 + 2d20kh1[luck]"],
    ["d%", "1d100"],
    ["4dF", "4dF"],
    ["4df.2", "4dF"],
    ["4dF.1", "4dF.1"],
    ["d66", "1d66"],
    ["1d(66)", "1d(66)"],
    ["(1d4)d6", "(1d4)d6"],
    ["2d6!3", "2d6!=3"],
    ["2d6!!p>=5", "2d6!!p>=5"],
    ["1d6!o", "1d6!o"],
    ["1d6! - 1", "1d6! - 1"],
    ["2d6r1ro<=2", "2d6r=1ro<=2"],
    ["2d6mi2max5", "2d6min2max5"],
    ["6d10>=8f1", "6d10>=8f=1"],
    ["6d10<>3", "6d10<>3"],
    ["1d20cs>=19cf<=2", "1d20cs>=19cf<=2"],
    ["4d6s", "4d6sa"],
    ["{2d6,1d8}kh1", "{2d6, 1d8}kh1"],
    ["{4d6+2d8}k3[fire]", "{4d6 + 2d8}kh3[fire]"],
    ["2d6[fire] + (1d4+1)[cold]", "2d6[fire] + (1d4 + 1)[cold]"],
    ["max(1d6, 1d8, 3)", "max(1d6, 1d8, 3)"],
    ["-(1d6+2)*3", "-(1d6 + 2) * 3"],
    ["1-(2-3)", "1 - (2 - 3)"],
    ["1d20+5 vs 15 # for the bridge", "1d20 + 5 vs 15 # for the bridge"],
    ["20 # hit", "20 # hit"],
    ["6#4d6kh3", "6#4d6kh3"],
    ["1d20 + -2", "1d20 - 2"],
    ["1d20+@dex", "1d20 + @{dex}"],
  ])("%s is read as %s", (text, canonical) => {
    expect(print(parsed(text))).toBe(canonical);
  });

  test.each([
    ["", "empty"],
    ["   ", "empty"],
    ["1d6".repeat(100), "too-long"],
    ["(".repeat(40), "too-deep"],
    ["-".repeat(60) + "1", "too-deep"],
    ["1+".repeat(120) + "1", "too-many-nodes"],
    ["1d6)", "unexpected"],
    ["2d6 3d8", "unexpected"],
    ["d", "unknown-word"],
    ["(1d6", "unclosed"],
    ["{1d6,2", "unclosed"],
    ["exp(3)", "unknown-word"],
    ["constructor(3)", "unknown-word"],
    ["floor 3", "unexpected"],
    ["floor(1,2)", "arguments"],
    ["1234567890", "bad-number"],
    ["1.5d6", "bad-number"],
    ["1e9d1e9", "unexpected"],
    ["2d6[]", "bad-flavour"],
    ["2d6[" + "x".repeat(41) + "]", "bad-flavour"],
    ["4d6d1", "ambiguous-drop"],
    ["4d6kh3kl1", "modifier-twice"],
    ["4d6r", "comparison-needed"],
    ["4d6f1", "failure-without-success"],
    ["d20adv+dis", "advantage-twice"],
    ["2d20adv", "advantage-twice"],
    ["0d6", "count-out-of-range"],
    ["(1d4-3)d6", "count-out-of-range"],
    ["(1d4/2)d6", "count-out-of-range"],
    ["201d6", "too-many-dice"],
    ["999999999999d6", "too-many-dice"],
    ["(1d20*20)d6", "too-many-dice"],
    ["1d0", "sides-out-of-range"],
    ["1d1000001", "sides-out-of-range"],
    ["1d99999999999", "sides-out-of-range"],
    ["1d(1d4-1)", "sides-out-of-range"],
    ["200d6+200d6+200d6", "too-many-draws"],
    ["100#6d6", "too-many-draws"],
    ["100d6!>=2", "too-many-draws"],
    ["130d6!+130d6", "too-many-draws"],
    ["1d6!>=1", "unbounded-explosion"],
    ["1d1!", "unbounded-explosion"],
    ["1d6r<=5!", "unbounded-explosion"],
    ["1d(1d6)!", "unbounded-explosion"],
    ["1d6r<=6", "unbounded-reroll"],
    ["1d6r<4r>3", "unbounded-reroll"],
    ["1d6min5max2", "clamp-inverted"],
    ["1d6/0", "divide-by-zero"],
    ["1d6/(1d4-2)", "divide-by-zero"],
    ["sqrt(1d4-3)", "negative-root"],
    ["pow(2,1d20)", "exponent-out-of-range"],
    ["pow(2,0.5)", "exponent-out-of-range"],
    ["101#1d6", "repeat-out-of-range"],
    ["0#1d6", "repeat-out-of-range"],
    ["{4d6+3}kh1", "pool-needs-dice"],
    ["pow(1d1000,4)", "result-too-large"],
    ["999999999*999999999", "result-too-large"],
  ])("%s is refused: %s", (text, code) => {
    const result = parse(text);
    expect(result.ok ? print(result.roll) : result.error.code).toBe(code);
    if (result.ok) return;
    expect(result.error.message.length).toBeGreaterThan(10);
    expect(result.error.span.start).toBeLessThanOrEqual(result.error.span.end);
    expect(result.error.span.end).toBeLessThanOrEqual(Math.max(text.length, 1));
  });

  test("a bare > is strict and says so, because Roll20 reads it as “or more”", () => {
    const result = parse("6d10>8");
    expect(result.ok && result.warnings).toEqual([
      "> 8".replace(" ", "") + " is strict: 8 itself does not count. Write >=8 to include it.",
    ]);
    expect(totalOf("2d10>8", [8, 9])).toBe(1);
    expect(totalOf("2d10>=8", [8, 9])).toBe(2);
  });

  test("names are filled from the sheet, in any case, and only with usable numbers", () => {
    const filled = parse("1d20+@DEX+@{Spell Attack} vs @dc", { dex: -1, "spell attack": 7, dc: 12 });
    expect(filled.ok && print(filled.roll)).toBe("1d20 - 1 + 7 vs 12");
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e12, 1e-9]) {
      const refused = parse("1d20+@dex", { dex: value });
      expect(refused.ok ? "" : refused.error.code).toBe("unknown-variable");
    }
    const inherited = parse("@constructor", {});
    expect(inherited.ok ? "" : inherited.error.code).toBe("unknown-variable");
  });

  test("bounds are judged again when a name is filled in", () => {
    expect(parse("(@level)d6").ok).toBe(true);
    expect(parse("(@level)d6", { level: 5 }).ok).toBe(true);
    const refused = parse("(@level)d6", { level: 500 });
    expect(refused.ok ? "" : refused.error.code).toBe("too-many-dice");
  });
});

describe("rolling", () => {
  test.each<[string, number[], number]>([
    ["1d20+5", [12], 17],
    ["4d6kh3", [1, 6, 3, 4], 13],
    ["4d6dl1", [1, 6, 3, 4], 13],
    ["4d6dh1", [1, 6, 3, 4], 8],
    ["2d20kl1", [4, 17], 4],
    ["2d6!", [6, 6, 2, 3], 17],
    ["1d6!!", [6, 6, 2], 14],
    ["2d6!!kh1", [6, 5, 2], 11],
    ["2d6!kh1", [6, 5, 2], 6],
    ["1d6!p", [6, 6, 2], 12],
    ["1d6!o", [6, 6], 12],
    ["1d6!>=5", [5, 5, 1], 11],
    ["2d6r1", [1, 1, 4, 2], 6],
    ["1d6ro<=2", [2, 1], 1],
    ["2d6min3", [1, 5], 8],
    ["2d6max3", [1, 5], 4],
    ["5d10>=8f1", [8, 10, 1, 5, 1], 0],
    ["4dF", [1, 2, 3, 3], 1],
    ["4dF.1", [1, 2, 5, 6], 0],
    ["d66", [4, 2], 42],
    ["2d66kh1", [4, 2, 6, 1], 61],
    ["{2d6,1d8}kh1", [1, 2, 7], 7],
    ["{2d6+1d8}kh2", [5, 2, 7], 12],
    ["{1d6,1d8,1d10}>=5", [5, 3, 9], 2],
    ["(1d4)d6", [3, 1, 2, 3], 6],
    ["1d(1d4)", [3, 2], 2],
    ["floor(1d6/2)", [5], 2],
    ["1d6/2", [5], 2],
    ["-1d6/2", [5], -3],
    ["ceil(1d6/2)", [5], 3],
    ["round(1d6/2)", [5], 3],
    ["round(-1d6/2)", [5], -2],
    ["abs(1d6-10)", [4], 6],
    ["sqrt(1d20)", [16], 4],
    ["pow(1d6,3)", [4], 64],
    ["max(1d6,1d8)-min(1d6,1d8)", [4, 7, 2, 3], 5],
    ["2*(1d6+1)-3", [4], 7],
    ["3#1d6", [1, 2, 3], 6],
  ])("%s with %j gives %i", (text, faces, total) => {
    expect(totalOf(text, faces)).toBe(total);
  });

  test("labels name term, die and draw, and a repetition comes first", () => {
    const labels = (text: string, faces: number[]) =>
      evaluate(parsed(text), scripted(faces)).dice.map((die) => die.label);
    expect(labels("2d6! + 1d8", [6, 1, 2, 5])).toEqual(["0/0/0", "0/0/1", "0/1/0", "1/0/0"]);
    expect(labels("(1d4)d6", [2, 3, 4])).toEqual(["0/0/0", "1/0/0", "1/1/0"]);
    expect(labels("2#d66", [1, 2, 3, 4])).toEqual(["0.0/0/0", "0.0/0/1", "1.0/0/0", "1.0/0/1"]);
  });

  test("every draw is listed with what became of it", () => {
    const { dice } = evaluate(parsed("2d6r1!kh1[fire]"), scripted([1, 6, 2, 3]));
    expect(dice).toEqual([
      { label: "0/0/0", sides: 6, natural: 1, value: 0, kept: false, flags: ["rerolled"], flavour: "fire" },
      { label: "0/0/1", sides: 6, natural: 6, value: 6, kept: true, flags: ["exploded", "critical"], flavour: "fire" },
      { label: "0/0/2", sides: 6, natural: 2, value: 2, kept: false, flags: [], flavour: "fire" },
      { label: "0/1/0", sides: 6, natural: 3, value: 3, kept: false, flags: [], flavour: "fire" },
    ]);
  });

  test("damage splits by flavour; a bare number goes with what stands left of it", () => {
    const split = (text: string, faces: number[]) => evaluate(parsed(text), scripted(faces)).byFlavour;
    expect(split("1d8[slashing]+3+2d6[fire]", [5, 1, 2])).toEqual({ slashing: 8, fire: 3 });
    expect(split("(1d8[slashing]+2d6[fire])*2", [5, 1, 2])).toEqual({ slashing: 10, fire: 6 });
    expect(split("floor(2d6[fire]/2)", [3, 4])).toEqual({ fire: 3 });
    expect(split("{1d6[fire],1d6[cold]}kh1", [2, 5])).toEqual({ cold: 5 });
    expect(split("1d6+2", [4])).toEqual({ "": 6 });
  });

  test("a difficulty gives a degree, and a lone natural 20 or 1 shifts it", () => {
    const degree = (text: string, faces: number[]) => evaluate(parsed(text), scripted(faces)).versus;
    expect(degree("1d20+5 vs 15", [10])).toEqual({ dc: 15, margin: 0, degree: "success" });
    expect(degree("1d20+5 vs 15", [9])).toEqual({ dc: 15, margin: -1, degree: "failure" });
    expect(degree("1d20+15 vs 15", [10])?.degree).toBe("critical-success");
    expect(degree("1d20 vs 15", [5])?.degree).toBe("critical-failure");
    expect(degree("1d20 vs 25", [20])?.degree).toBe("success");
    expect(degree("1d20+20 vs 15", [1])?.degree).toBe("failure");
    expect(evaluate(parsed("2#1d20 vs 10"), scripted([4, 16])).results.map((each) => each.versus?.margin)).toEqual([
      -6, 6,
    ]);
  });

  test("a chain ends at its depth and the roll says so", () => {
    const { dice, capped } = evaluate(parsed("1d6!"), () => 6);
    expect(dice).toHaveLength(101);
    expect(capped).toBe(true);
    expect(evaluate(parsed("1d6r1"), () => 1).dice).toHaveLength(101);
  });

  test("explosions never add more than two hundred and fifty draws, however lucky", () => {
    const { dice, capped } = evaluate(parsed("200d6!"), () => 6);
    expect(dice).toHaveLength(450);
    expect(capped).toBe(true);
  });

  test("roll() gives the canonical text, ready for a ticket", () => {
    const result = roll("d20+@str", { str: 3 }, scripted([11]));
    expect(result.ok && [result.expression, result.outcome.total, result.outcome.terms]).toEqual([
      "1d20 + 3",
      14,
      [{ path: "0", text: "1d20", subtotal: 11, flavour: null, sort: null }],
    ]);
    expect(roll("d20+@str", {}, scripted([])).ok).toBe(false);
  });
});

describe("properties", () => {
  test("what is printed parses to the same tree", () => {
    fc.assert(
      fc.property(anyExpressionText(), (text) => {
        const first = parse(text);
        if (!first.ok) return;
        const again = parse(print(first.roll));
        if (again.ok) expect(again.roll).toEqual(first.roll);
        else expect(again.error.code).toBe("too-long");
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);

  test("an accepted roll ends within the limits and its bounds", () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyExpressionText(), fc.integer(), (text, seed) => {
        const result = parse(text);
        if (!result.ok) return;
        accepted += 1;
        const { min, max } = boundsOf(result.roll);
        const outcome = evaluate(result.roll, randomDraw(seed));
        expect(Number.isInteger(outcome.total)).toBe(true);
        expect(outcome.total).toBeGreaterThanOrEqual(Math.floor(min) - (result.roll.repeat ?? 0));
        expect(outcome.total).toBeLessThanOrEqual(max);
        expect(outcome.dice.length).toBeLessThanOrEqual(500);
        expect(new Set(outcome.dice.map((die) => die.label)).size).toBe(outcome.dice.length);
      }),
      { numRuns: 1_500 },
    );
    expect(accepted).toBeGreaterThan(250);
  }, 60_000);

  test("a die depends on its label alone, not on what else is rolled", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const alone = evaluate(parsed("3d6!"), randomDraw(seed));
        const together = evaluate(parsed("3d6! + 2d20kh1 + (1d4)d8"), randomDraw(seed));
        expect(together.dice.slice(0, alone.dice.length)).toEqual(alone.dice);
      }),
    );
  });

  test("any text is rolled or refused, never thrown", () => {
    const characters = fc.constantFrom(..."0123456789dkhlrfsacvmx!<>=+-*/(){}[],.#@% \t\n\u0000\uD800é骰");
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: characters, maxLength: 60 }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parse(text, {});
        if (result.ok) expect(Number.isInteger(evaluate(result.roll, randomDraw(1)).total)).toBe(true);
        else expect(result.error.message).not.toBe("");
      }),
      { numRuns: 6_000 },
    );
  }, 60_000);
});
