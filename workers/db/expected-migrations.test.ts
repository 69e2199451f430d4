import { expect, test } from "vitest";
import { textOf } from "../../scripts/testing/read-sources.ts";
import { EXPECTED_MIGRATIONS } from "./expected-migrations.ts";

test("the migrations this code expects are those of the folder", () => {
  const journal = JSON.parse(textOf("migrations/meta/_journal.json")) as { entries: { tag: string }[] };
  expect(EXPECTED_MIGRATIONS).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
});
