import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, test } from "vitest";
import { bytesOf, MIRA, TOBIN } from "../../testkit/test-table.ts";
import { hexToBytes, join } from "./bytes.ts";
import { drawOf, faceOf } from "./draw.ts";
import { commitmentOf, tableEntropy } from "./entropy.ts";
import { LinkChain, linkAt } from "./link-chain.ts";
import { Veils, verifyVeil } from "./veils.ts";

/** Two-sided at 0.05 over a hundred dice (Bonferroni): |z| < 3.48. Too even is as suspicious as too uneven. */
const Z_MAX = 3.48;

/** Pearson's statistic for a fair die as a z-score, by Wilson and Hilferty. */
function chiSquareZ(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

const source = { campaignId: "c_test", epoch: 1, index: 1, link: bytesOf("link"), entropy: bytesOf("entropy") };

describe("faces", () => {
  test("a word maps to a face without favour, and what is left over is refused", () => {
    for (const sides of [1, 2, 3, 6, 20, 100, 999_983, 1_000_000]) {
      const accepted = Math.floor(2 ** 32 / sides) * sides;
      expect(faceOf(0, sides)).toBe(1);
      expect(faceOf(accepted - 1, sides)).toBe(sides);
      if (accepted < 2 ** 32) expect(faceOf(accepted, sides)).toBeNull();
      expect(accepted % sides).toBe(0);
      expect(2 ** 32 - accepted).toBeLessThan(sides);
    }
  });

  test("d2 to d100 and d1000 are fair", () => {
    const words: number[] = [];
    for (let block = 0; words.length < 60_000; block += 1) {
      const view = new DataView(sha256(join(`mapping/${block}`)).buffer);
      for (let at = 0; at < 8; at += 1) words.push(view.getUint32(at * 4));
    }
    const suspicious = [...Array.from({ length: 99 }, (_, n) => n + 2), 1_000].filter((sides) => {
      const counts = new Array<number>(sides).fill(0);
      words.forEach((word, position) => {
        // Each die reads its own stretch of the words, so that one unlucky stretch fails one die only.
        const face = faceOf((word ^ Math.imul(position + 1, sides * 2_654_435_761)) >>> 0, sides);
        if (face !== null) counts[face - 1] = (counts[face - 1] ?? 0) + 1;
      });
      return Math.abs(chiSquareZ(counts)) > Z_MAX;
    });
    expect(suspicious).toEqual([]);
  });

  test.each([6, 20, 100])("a whole d%i, from link to face, is fair from roll to roll and from die to die", (sides) => {
    const acrossRolls = new Array<number>(sides).fill(0);
    const acrossDice = new Array<number>(sides).fill(0);
    const pairs = new Array<number>(36).fill(0);
    const one = drawOf(source);
    for (let index = 0; index < 6_000; index += 1) {
      const roll = drawOf({ ...source, index: index + 1 });
      const face = roll("0/0/0", sides);
      const other = one(`0/${index}/0`, sides);
      acrossRolls[face - 1] = (acrossRolls[face - 1] ?? 0) + 1;
      acrossDice[other - 1] = (acrossDice[other - 1] ?? 0) + 1;
      const pair = (roll("0/0/0", 6) - 1) * 6 + roll("0/1/0", 6) - 1;
      pairs[pair] = (pairs[pair] ?? 0) + 1;
    }
    for (const counts of [acrossRolls, acrossDice, pairs]) expect(Math.abs(chiSquareZ(counts))).toBeLessThan(Z_MAX);
  });

  test("everything that goes into a roll changes it", () => {
    const faces = (changed: object) => {
      const draw = drawOf({ ...source, ...changed });
      return Array.from({ length: 12 }, (_, die) => draw(`0/${die}/0`, 1_000_000)).join();
    };
    const changes = [
      {},
      { campaignId: "c_other" },
      { epoch: 2 },
      { index: 2 },
      { link: bytesOf("other") },
      { entropy: bytesOf("other") },
      { veil: bytesOf("veil") },
    ];
    expect(new Set(changes.map(faces)).size).toBe(changes.length);
    expect(faces({})).toBe(faces({}));
  });
});

describe("links and veils", () => {
  const context = { campaignId: "c_test", epoch: 3 };

  test("a chain with waypoints gives the links that walking gives", () => {
    for (const rolls of [1, 31, 32, 33, 100]) {
      const chain = new LinkChain(bytesOf("seed"), context, rolls);
      for (let index = 0; index <= rolls; index += 1)
        expect(chain.link(index)).toBe(linkAt(bytesOf("seed"), context, index, rolls));
      expect(chain.anchor).toBe(chain.link(0));
      expect(() => chain.link(rolls + 1)).toThrow(RangeError);
    }
  });

  test("a link belongs to one campaign, one epoch and one place", () => {
    const anchors = [context, { ...context, epoch: 4 }, { ...context, campaignId: "c_other" }].map((each) =>
      linkAt(bytesOf("seed"), each, 0, 8),
    );
    expect(new Set([...anchors, linkAt(bytesOf("seed"), context, 0, 9)]).size).toBe(4);
  });

  test.each([1, 2, 5, 8, 64])("each of %i veils opens under the root, in its own place only", (rolls) => {
    const veils = new Veils(bytesOf("veils"), rolls);
    for (let index = 1; index <= rolls; index += 1) {
      const opened = veils.open(index);
      expect(verifyVeil(veils.root, index, opened, rolls)).toBe(true);
      expect(verifyVeil(veils.root, (index % rolls) + 1, opened, rolls)).toBe(rolls === 1);
      expect(verifyVeil(veils.root, index, { ...opened, veil: bytesOf("other") }, rolls)).toBe(false);
      expect(verifyVeil(veils.root, index, { ...opened, path: [...opened.path, bytesOf("x")] }, rolls)).toBe(false);
    }
    expect(verifyVeil(veils.root, rolls + 1, veils.open(1), rolls)).toBe(false);
  });
});

test("table entropy takes everybody in, in an order nobody chooses", () => {
  const reveals = [MIRA, TOBIN].map((memberId) => ({ memberId, reveal: bytesOf(memberId) }));
  expect(tableEntropy(reveals)).toBe(tableEntropy([...reveals].reverse()));
  expect(tableEntropy(reveals)).not.toBe(tableEntropy(reveals.slice(1)));
  expect(tableEntropy([])).toMatch(/^[0-9a-f]{64}$/);
  expect(commitmentOf(bytesOf("nonce"))).toBe(Buffer.from(sha256(hexToBytes(bytesOf("nonce")))).toString("hex"));
});
