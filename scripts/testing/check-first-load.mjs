import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../setup/commands.mjs";
import { PlainError, runPlainly } from "../setup/plain-error.mjs";

const scriptsMaxBytes = 60 * 1024;

// The scripts that index.html itself asks for: what a phone must fetch and parse before anything shows.
await runPlainly(async () => {
  const folder = join(root, "dist", "web");
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path = ""]) => path);
  const sizes = scripts.map((path) => ({ path, bytes: gzipSync(readFileSync(join(folder, path))).length }));
  const totalBytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (totalBytes <= scriptsMaxBytes) return 0;
  throw new PlainError(
    `The first load is ${totalBytes} bytes of compressed script; at most ${scriptsMaxBytes} are allowed.`,
    sizes.map(({ path, bytes }) => `${path}: ${bytes}`).join("\n"),
  );
});
