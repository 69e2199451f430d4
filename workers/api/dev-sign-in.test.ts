import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const MARKERS = ["emberhall-dev-sign-in", "auth/dev"];

/** As wrangler bundles it, with what wrangler.toml says. */
async function bundleWith(devSignIn: boolean): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["workers/index.ts"],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    define: { __DEV_SIGN_IN__: String(devSignIn) },
    logLevel: "silent",
  });
  return outputFiles.map(({ text }) => text).join("\n");
}

describe("the local sign-in", () => {
  test("is nowhere in the bundle that is deployed", async () => {
    const bundle = await bundleWith(false);
    expect(bundle).toContain("/api/auth/guest");
    expect(MARKERS.filter((marker) => bundle.includes(marker))).toEqual([]);
  }, 60_000);

  test("would be found by that search if it were there", async () => {
    const bundle = await bundleWith(true);
    expect(MARKERS.filter((marker) => bundle.includes(marker))).toEqual(MARKERS);
  }, 60_000);

  test("is left out by the configuration that deploys", () => {
    const configuration = readFileSync(`${root}/wrangler.toml`, "utf8");
    expect(configuration).toMatch(/^__DEV_SIGN_IN__ = "false"$/m);
    expect(configuration).toMatch(/^minify = true$/m);
    expect(configuration).not.toMatch(/^\s*PROFILE\s*=/m);
  });
});
