import { expect, test } from "vitest";
import type { UploadId } from "../../../workers/contracts/library.ts";
import { citesIn } from "./cites-in.ts";

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
