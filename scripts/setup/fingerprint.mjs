import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./commands.mjs";

/**
 * One hash over the content of files and folders, to know whether something has to be made again.
 * @param {readonly string[]} paths relative to the root; those that are missing count as empty
 */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((each) => filesBelow(each)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
export function filesBelow(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(child);
    return entry.isFile() ? [child] : [];
  });
}

/**
 * What a stamp file remembers, or undefined.
 * @param {string} path
 */
export function stampAt(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}
