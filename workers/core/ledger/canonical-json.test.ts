import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

describe("canonical JSON", () => {
  test.each<[unknown, string]>([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ 10: 1, 9: 2, a: [] }, '{"10":1,"9":2,"a":[]}'],
    [[1e21, 1e-7, 0.1, -0, 333333333.3333333, 1e30, 4.5, 2e-3], "[1e+21,1e-7,0.1,0,333333333.3333333,1e+30,4.5,0.002]"],
    [
      { "€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    ['€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    [{ a: undefined, b: null, c: [true, false] }, '{"b":null,"c":[true,false]}'],
    [{}, "{}"],
    [Object.assign(Object.create(null), { z: 1, y: 2 }), '{"y":2,"z":1}'],
  ])("%j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each<[string, unknown]>([
    ["infinity", Number.POSITIVE_INFINITY],
    ["not a number", { a: Number.NaN }],
    ["half a character", "\ud83d"],
    ["half a character in a key", { "\ude00": 1 }],
    ["undefined", undefined],
    ["a hole", [undefined]],
    ["a big integer", 1n],
    ["a date", new Date(0)],
    ["a function", () => 1],
    ["endless depth", Array.from({ length: 70 }).reduce<unknown>((inner) => [inner], 1)],
  ])("%s is refused", (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test("says the same as JSON, whatever the order of keys, and nothing twice", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ stringUnit: "grapheme" })), (value) => {
        const text = canonicalJson(value);
        const parsed: unknown = JSON.parse(text);
        expect(parsed).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(parsed)).toBe(text);
        expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
      }),
    );
  });
});
