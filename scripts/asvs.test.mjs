import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./setup/commands.mjs";

/** Levels 1 and 2 of ASVS 5.0.0: section, then the level of each requirement in it, `3` for those that are not judged. */
const SECTIONS = `1.1 22
1.2 1111122223
1.3 11222222222
1.4 222
1.5 12
2.1 122
2.2 112
2.3 1222
2.4 2
3.2 11
3.3 1222
3.4 112222
3.5 11122
3.7 22
4.1 122
4.2 2
4.3 22
4.4 1222
5.1 2
5.2 112
5.3 11
5.4 222
6.1 122
6.2 111111112222
6.3 1122
6.4 1122
6.5 22222
6.6 222
6.8 2222
7.1 222
7.2 1111
7.3 22
7.4 11222
7.5 22
7.6 22
8.1 12
8.2 112
8.3 1
8.4 2
9.1 111
9.2 1222
10.1 22
10.2 22
10.3 2222
10.4 11111222222
10.5 22222
10.6 22
10.7 222
11.1 22
11.2 222
11.3 112
11.4 1222
11.5 2
11.6 2
12.1 122
12.2 11
12.3 2222
13.1 2
13.2 22222
13.3 22
13.4 12222
14.1 22
14.2 1222
14.3 122
15.1 122
15.2 122
15.3 1222222
16.1 2
16.2 22222
16.3 2222
16.4 222
16.5 222
17.1 2
17.2 2222
17.3 22`;

const asked = SECTIONS.split("\n").flatMap((line) => {
  const [section = "", levels = ""] = line.split(" ");
  return [...levels].flatMap((level, at) => (level === "3" ? [] : [`${section}.${at + 1}/${level}`]));
});
const text = readFileSync(join(root, "docs", "security", "ASVS.md"), "utf8");
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (yes|partly|no|n\/a) \| (.+) \|$/gm)];

test("all 253 requirements are judged, each once and at its level", () => {
  expect(asked).toHaveLength(253);
  expect(rows.map(([, id, level]) => `${id}/${level}`).sort()).toEqual([...asked].sort());
});

test("what holds names where, and what does not says why", () => {
  const bare = rows.filter(([, , , , verdict, why = ""]) => verdict !== "yes" && why.length < 9);
  expect(bare.map(([line]) => line)).toEqual([]);
  const without = rows.filter(([, , , , verdict, why = ""]) => verdict === "yes" && !why.includes("`"));
  // What the language, the platform or its absence gives needs no file.
  expect(without.length).toBeLessThan(12);
});
