import { expect, test } from "vitest";
import { filesBelow } from "../../scripts/testing/read-sources.ts";
import { EXPECTED_MIGRATIONS } from "./expected-migrations.ts";

test("the migrations this code expects are those of the folder", () => {
  const found = filesBelow("migrations").filter((path) => path.endsWith(".sql"));
  expect(EXPECTED_MIGRATIONS).toEqual(found.map((path) => path.replace(/^.*\//, "")).sort());
});
