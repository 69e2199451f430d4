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
/** What a deployment may carry, by name: one more, or another in its place, is a decision. Look at it, then write it down. */
const RUNTIME_PACKAGES = `
  @asteasolutions/zod-to-openapi @corvu/utils @floating-ui/core @floating-ui/dom @floating-ui/utils
  @hexagon/base64 @hono/zod-openapi @hono/zod-validator @internationalized/number @kobalte/core @kobalte/utils
  @levischuck/tiny-cbor @noble/curves @noble/hashes @peculiar/asn1-android @peculiar/asn1-asym-key
  @peculiar/asn1-cms @peculiar/asn1-csr @peculiar/asn1-ecc @peculiar/asn1-pfx @peculiar/asn1-pkcs8
  @peculiar/asn1-pkcs9 @peculiar/asn1-rsa @peculiar/asn1-schema @peculiar/asn1-x509 @peculiar/asn1-x509-attr
  @peculiar/asn1-x509-post-quantum @peculiar/utils @peculiar/x509 @simplewebauthn/browser @simplewebauthn/server
  @solid-primitives/event-listener @solid-primitives/keyed @solid-primitives/map @solid-primitives/media
  @solid-primitives/props @solid-primitives/refs @solid-primitives/resize-observer @solid-primitives/rootless
  @solid-primitives/static-store @solid-primitives/trigger @solid-primitives/utils @solidjs/router @swc/helpers
  asn1js csstype drizzle-orm hono jose openapi3-ts pvtsutils pvutils reflect-metadata seroval seroval-plugins
  solid-js solid-presence solid-prevent-scroll tslib tsyringe unpdf uqr virtua yaml zod
`
  .trim()
  .split(/\s+/);

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

test("what is deployed is under licences that let it be given away, and is what was looked at", () => {
  expect(runtime.filter(([, { license }]) => !LICENCES.includes(license ?? "")).map(([path]) => path)).toEqual([]);
  expect([...new Set(runtime.map(([path]) => nameOf(path)))].sort()).toEqual(RUNTIME_PACKAGES);
});
