import { expect, test } from "vitest";
import type { UploadId } from "../../workers/contracts/library.ts";
import { makeKeep } from "./keep.ts";
import { createFilesSeen } from "./library-seen.ts";

const refuses = () => {
  throw new Error("A private window.");
};

test("a file is new until it was looked at, on this device and at this table", () => {
  const keep = makeKeep(refuses);
  const bells = "u_bells" as UploadId;
  const seen = createFilesSeen(keep, "c_1");
  expect(seen.isNew(bells)).toBe(true);
  seen.look(bells);
  seen.look(bells);
  expect(seen.isNew(bells)).toBe(false);
  expect(createFilesSeen(keep, "c_1").isNew(bells), "after a reload").toBe(false);
  expect(createFilesSeen(keep, "c_2").isNew(bells)).toBe(true);
});
