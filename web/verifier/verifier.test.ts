import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildVerifier } from "./build.mjs";
import { tallyDice } from "./fairness.ts";

describe("the page", () => {
  const folder = mkdtempSync(join(tmpdir(), "emberhall-page-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let page = "";
  let policy = "";
  beforeAll(async () => {
    const built = await buildVerifier({ outFile: join(folder, "verify.html") });
    page = readFileSync(built.outFile, "utf8");
    policy = built.policy;
  }, 60_000);

  test("is one file that asks for nothing else", () => {
    const markup = page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, "<$1></$1>");
    expect(markup).not.toMatch(/\b(src|href)=/);
    expect(page.match(/url\((?!data:)/g)).toBeNull();
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toMatch(/\bimport\s*\(|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon/);
    expect(Buffer.byteLength(page)).toBeLessThan(260 * 1024);
  });

  test("carries a policy that lets its own script run and nothing leave", () => {
    expect(page).toContain(`content="${policy}"`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    for (const name of ["script", "style"]) {
      const [, text = ""] = new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`).exec(page) ?? [];
      expect(text.length).toBeGreaterThan(1_000);
      expect(policy).toContain(`${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    }
  });

  test("wears the colours of the house", () => {
    expect(page).toMatch(/--color-ground:\s*light-dark\(/);
    expect(page).toMatch(/--color-on-coal:\s*light-dark\(/);
  });
});

describe("how the dice fell", () => {
  const rollsOf = (sides: number, faces: number[]) => [{ dice: faces.map((natural) => ({ sides, natural })) }];

  test("faces are counted by the size of the die", () => {
    const [d4, d6] = tallyDice([...rollsOf(6, [1, 6, 6]), ...rollsOf(4, [2])]);
    expect(d4).toMatchObject({ sides: 4, counts: [0, 1, 0, 0], rolled: 1, mean: 2, chance: null });
    expect(d6).toMatchObject({ sides: 6, counts: [1, 0, 0, 0, 0, 2], rolled: 3 });
  });

  test("even dice are likely, loaded dice are not", () => {
    const even = Array.from({ length: 600 }, (_, at) => (at % 6) + 1);
    const loaded = [...even, ...new Array<number>(80).fill(6)];
    expect(tallyDice(rollsOf(6, even))[0]?.chance).toBeGreaterThan(0.99);
    expect(tallyDice(rollsOf(6, loaded))[0]?.chance).toBeLessThan(0.001);
  });

  test("what is no die is not counted", () => {
    expect(
      tallyDice([
        {
          dice: [null, { sides: 6, natural: 7 }, { sides: 1, natural: 1 }, { sides: 1_000, natural: 5 }, {}].filter(
            (die) => die !== null,
          ),
        },
      ]),
    ).toEqual([]);
  });
});
