import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./setup/commands.mjs";

/** Paths into the repository, as prose names them. */
const PATH = /`((?:workers|web|scripts|docs|bench|migrations)\/[\w./-]+?)\/?`/g;
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

const documents = [
  "README.md",
  "NOTICE",
  ...readdirSync(join(root, "docs"), { recursive: true }).map((name) => join("docs", String(name))),
].filter((name) => /\.md$|NOTICE$/.test(name));

test.each(documents)("%s names only what is there", (name) => {
  const text = readFileSync(join(root, name), "utf8");
  const named = [...text.matchAll(PATH)].map(([, path = ""]) => path).filter((path) => !path.includes("..."));
  const linked = [...text.matchAll(LINK)].map(([, path = ""]) => join(dirname(name), path));
  expect([...new Set([...named, ...linked])].filter((path) => !isThere(path))).toEqual([]);
});

/** A decision is named by its number. @param {string} path */
function isThere(path) {
  if (existsSync(join(root, path))) return true;
  const number = /^docs\/decisions\/(\d{4})$/.exec(path)?.[1];
  return (
    number !== undefined && readdirSync(join(root, "docs", "decisions")).some((name) => name.startsWith(`${number}-`))
  );
}

test("evidence is looked for where it is given", () => {
  const security = readFileSync(join(root, "docs", "SECURITY.md"), "utf8");
  expect([...security.matchAll(PATH)].length).toBeGreaterThan(40);
});
