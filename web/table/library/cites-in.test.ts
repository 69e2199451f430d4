import { expect, test } from "vitest";
import type { UploadId } from "../../../workers/contracts/library.ts";
import { citesIn, saidBefore } from "./cites-in.ts";

const cite = (n: number) => ({ n, uploadId: "u_1" as UploadId, title: "Bells", pageFrom: n, pageTo: n });

test("numbers of an answer become marks behind the words they stood after", () => {
  const { text, placed } = citesIn("The bell is cracked [1]. It rings [2][1].", [cite(1), cite(2)]);
  expect(text).toBe("The bell is cracked. It rings.");
  expect(placed.map(({ n, at }) => [n, text.slice(0, at)])).toEqual([
    [1, "The bell is cracked"],
    [2, "The bell is cracked. It rings"],
    [1, "The bell is cracked. It rings"],
  ]);
});

test("a number that cites nothing is left where it is", () => {
  expect(citesIn("Roll [3] dice [1].", [cite(1)])).toMatchObject({ text: "Roll [3] dice.", placed: [{ n: 1 }] });
});

test("where a quotation is from is said once: beneath it, and not in its words", () => {
  const { text, placed } = citesIn("“It is cracked.” — Bells, page 1 [1]\n\n“Twice.” — Bells, page 9 [2]", [
    cite(1),
    cite(2),
  ]);
  expect(text).toBe("“It is cracked.”\n\n“Twice.” — Bells, page 9");
  expect(saidBefore(text, placed, 0)).toBe("“It is cracked.”");
  expect(saidBefore(text, placed, 1)).toBe("\n\n“Twice.” — Bells, page 9");
  expect(saidBefore(text, placed, -1), "cited, and no mark in the words").toBe(text);
});
