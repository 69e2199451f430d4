import { expect, test } from "vitest";
import type { Attack } from "../../testkit/attack.ts";
import { ATTACKS } from "../../testkit/pdf-attacks.ts";
import { chunkPages, endOfFile, startOfFile } from "../chunking/chunk-pages.ts";
import { openReading } from "./open-reading.ts";
import { Unreadable } from "./unreadable.ts";

/** Whatever a file holds, it has come to an end by then: the budgets of opening, of a page and of leaving it. */
const BUDGET_MS = 25_000;

async function endOf({ kind, make }: Attack): Promise<{ text: string } | { reason: string }> {
  const bytes = await make();
  try {
    const reading = await openReading({ kind, bytes });
    try {
      let [text, carry] = ["", startOfFile];
      for await (const page of reading.read(1, reading.pagesTotal)) {
        text += `${page.text}\n`;
        carry = chunkPages([page], carry).carry;
      }
      endOfFile(carry);
      return { text: text.trim() };
    } finally {
      await reading.close();
    }
  } catch (error) {
    // Anything else is a fault of ours, and fails the test.
    if (error instanceof Unreadable) return { reason: error.reason };
    throw error;
  }
}

test("there are enough of them, and no two have one name", () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
});

test.each(ATTACKS)(
  "$kind: $name",
  async (attack) => {
    const end = await endOf(attack);
    if ("ready" in attack.ends) expect(end).toEqual({ text: expect.stringMatching(attack.ends.ready) });
    else {
      expect(end).toEqual({ reason: expect.stringMatching(attack.ends.reason) });
      if ("reason" in end) expect(end.reason).toMatch(/^[A-Z][^\n\0]{20,298}\.$/);
    }
    expect(Object.keys(globalThis)).not.toContain("taken");
  },
  BUDGET_MS,
);
