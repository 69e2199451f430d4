import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./commands.mjs";
import { missingFromLockfile, platformOf } from "./lockfile.mjs";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

describe("`npm ci` accepts the lockfile", () => {
  test("it asks for what package.json asks for", () => {
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
      expect(packages[""][kind], "run `npm install`, then `npm run lock`").toEqual(manifest[kind]);
    }
  });

  test("it knows the binaries of every system", () => {
    expect(missingFromLockfile(packages), "run `npm run lock`").toEqual([]);
  });

  test("it names no registry", () => {
    const resolved = Object.values(packages).flatMap((entry) => entry.resolved ?? []);
    expect(resolved.filter((url) => !url.startsWith("https://registry.npmjs.org/"))).toEqual([]);
  });
});

test("a missing binary is found below its parent or above it, and entered with its system", () => {
  const lock = {
    "": {},
    "node_modules/tool": {
      dev: true,
      optionalDependencies: { "tool-linux-x64": "1.0.0", "tool-win32-arm64": "1.0.0" },
    },
    "node_modules/tool/node_modules/tool-linux-x64": { version: "1.0.0" },
  };
  expect(missingFromLockfile(lock)).toEqual([
    {
      location: "node_modules/tool-win32-arm64",
      entry: { version: "1.0.0", dev: true, optional: true, os: ["win32"], cpu: ["arm64"] },
    },
  ]);
});

test.each([
  ["@cloudflare/workerd-darwin-64", { os: ["darwin"], cpu: ["x64"] }],
  ["@cloudflare/workerd-windows-64", { os: ["win32"], cpu: ["x64"] }],
  ["@oxc-parser/binding-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
])("%s is for its system", (name, system) => {
  expect(platformOf(name)).toEqual(system);
});
