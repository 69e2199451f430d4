import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./setup/commands.mjs";

/** @typedef {{ version?: string, resolved?: string, integrity?: string, license?: string, deprecated?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, hasInstallScript?: boolean, link?: boolean, os?: string[], cpu?: string[] }} Locked */
/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));
const manifest = read("package.json");
/** @type {[string, Locked][]} */
const locked = Object.entries(/** @type {Record<string, Locked>} */ (read("package-lock.json").packages)).filter(
  ([path]) => path !== "",
);
/** @param {string} path */
const nameOf = (path) => path.split("node_modules/").at(-1) ?? path;
const runtime = locked.filter(([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional);

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
/** Who may run a program when it is installed, and what for. */
const INSTALL_SCRIPTS = new Map([
  ["esbuild", "checks the binary it came with"],
  ["workerd", "checks the binary it came with"],
]);
/** Permissive, and compatible with giving the whole away under MIT. */
const LICENCES = ["MIT", "Apache-2.0", "0BSD", "BSD-3-Clause", "ISC", "MIT OR Apache-2.0"];
/** Packages, own and of others, that a deployment may carry. One more is a decision: look at it, then change the number. */
const RUNTIME_PACKAGES = 65;

test("every version in package.json is one version", () => {
  const wanted = Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  expect(wanted.length).toBeGreaterThan(30);
  expect(wanted.filter(([, version]) => !EXACT.test(version))).toEqual([]);
});

test("what is locked comes from the registry alone, as itself, and nothing of it is given up", () => {
  expect(locked.length).toBeGreaterThan(300);
  // An address would be a host, a file or a repository; without one npm asks the registry it is set up with.
  expect(locked.filter(([, { resolved, link }]) => resolved !== undefined || link)).toEqual([]);
  expect(locked.filter(([, { version }]) => !EXACT.test(version ?? ""))).toEqual([]);
  expect(locked.filter(([, { deprecated }]) => deprecated !== undefined)).toEqual([]);
});

test("each has its SHA-512; only binaries of systems that the registry at hand does not carry may lack it", () => {
  const without = locked.filter(([, { integrity }]) => !SHA512.test(integrity ?? ""));
  const strange = without.filter(([, { optional, os, cpu, integrity }]) => {
    return integrity !== undefined || optional !== true || (os === undefined && cpu === undefined);
  });
  expect(strange.map(([path]) => path)).toEqual([]);
  expect(runtime.filter((each) => without.includes(each))).toEqual([]);
});

test("few run a program when they are installed, and each is named with what for", () => {
  const running = new Set(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)));
  expect([...running].sort()).toEqual([...INSTALL_SCRIPTS.keys()].sort());
});

test("what is deployed is under licences that let it be given away, and is as much as was looked at", () => {
  expect(runtime.filter(([, { license }]) => !LICENCES.includes(license ?? "")).map(([path]) => path)).toEqual([]);
  expect(new Set(runtime.map(([path]) => nameOf(path))).size).toBe(RUNTIME_PACKAGES);
});
