import { expect, test } from "vitest";
import { textOf } from "../../scripts/testing/read-sources.ts";
import { EXPECTED_MIGRATIONS } from "./expected-migrations.ts";

test("the migrations this code expects are those of the folder", () => {
  const journal = JSON.parse(textOf("migrations/meta/_journal.json")) as { entries: { tag: string }[] };
  expect(EXPECTED_MIGRATIONS).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
});

test("a migration only adds: rows of before stay as they are, and the build of before goes on writing beside this one", () => {
  const statements = EXPECTED_MIGRATIONS.flatMap((name) =>
    textOf(`migrations/${name}`)
      .replace(/^-- .*$/gm, "")
      .split(/--> statement-breakpoint|;\s*$/m)
      .map((text) => text.trim().replace(/\s+/g, " "))
      .filter((text) => text !== ""),
  );
  expect(statements.length).toBeGreaterThan(50);
  const adds = /^(CREATE (TABLE|VIRTUAL TABLE|TRIGGER|(UNIQUE )?INDEX)|INSERT|END\b)/;
  const strange = statements.filter((text) => {
    const column = /^ALTER TABLE `\w+` ADD `\w+` \w+(.*)$/.exec(text)?.[1];
    // A column that old rows and old code know nothing of has a value without them.
    return column === undefined ? !adds.test(text) : column.includes("NOT NULL") && !column.includes("DEFAULT");
  });
  expect(strange).toEqual([]);
});
