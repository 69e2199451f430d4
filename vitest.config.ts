import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { FILES_HOST, serveFiles } from "./scripts/testing/serve-files.ts";
import { ISSUER_HOST, serveIssuer } from "./workers/testkit/fake-issuer.ts";
import { modelVariables, serveModel } from "./workers/testkit/serve-model.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The assets binding refuses a directory that is not there, and a test run must not depend on a build.
mkdirSync(at("dist/web"), { recursive: true });

const inWorkers = "workers/**/*.worker.test.ts";
const inBrowser = ["workers/**/*.browser.test.{ts,tsx}", "web/**/*.browser.test.{ts,tsx}"];
/** A host that is no machine of ours, so that each of its models has a price. */
const modelUrl = "http://model.test/v1";
/** One fake model for all files of a run. */
let model: ReturnType<typeof serveModel> | undefined;
/** And one maker of PDFs. */
let files: ReturnType<typeof serveFiles> | undefined;
/** And one place elsewhere where people have accounts. */
let issuer: ReturnType<typeof serveIssuer> | undefined;

/** In the place of the internet stands a Worker that sends whatever is fetched to the fake model, but two hosts to theirs. */
async function onlyTheModel() {
  model ??= serveModel();
  files ??= serveFiles();
  issuer ??= serveIssuer();
  const origins = { [FILES_HOST]: (await files).origin, [ISSUER_HOST]: (await issuer).origin };
  const script = `export default { fetch: (request) => {
    const { hostname, pathname, search } = new URL(request.url);
    const origin = ${JSON.stringify(origins)}[hostname] ?? "${new URL((await model).url).origin}";
    return fetch(new Request(origin + pathname + search, request));
  } }`;
  return { outboundService: "internet-of-one", workers: [{ name: "internet-of-one", modules: true, script }] };
}

const define = { __DEV_SIGN_IN__: "true", __FAULT_POINTS__: "true" };

export default defineConfig({
  test: {
    passWithNoTests: true,
    // Two cores, two files at a time: by itself vitest keeps one core free, and on the smallest machine that is half of it.
    maxWorkers: 2,
    projects: [
      {
        define,
        // Node would pick Solid's server build, in which nothing reacts.
        resolve: {
          alias: {
            "solid-js/store": at("node_modules/solid-js/store/dist/store.js"),
            "solid-js": at("node_modules/solid-js/dist/solid.js"),
          },
        },
        test: {
          name: "pure",
          environment: "node",
          include: ["workers/**/*.test.ts", "web/**/*.test.ts", "scripts/**/*.test.mjs", "bench/**/*.test.ts"],
          exclude: [inWorkers, ...inBrowser, "**/node_modules/**"],
        },
      },
      {
        define,
        plugins: [
          cloudflareTest(async () => ({
            remoteBindings: false,
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                PROFILE: "dev",
                D1_MIGRATIONS: await readD1Migrations(at("migrations")),
                ...modelVariables(modelUrl),
              },
              ...(await onlyTheModel()),
            },
          })),
        ],
        test: {
          name: "worker",
          include: [inWorkers],
          setupFiles: ["scripts/testing/apply-migrations.ts"],
          testTimeout: 15_000,
        },
      },
      {
        define,
        test: {
          name: "browser",
          environment: "node",
          include: inBrowser,
          globalSetup: ["scripts/testing/serve-app.mjs"],
          // One server, one browser, two cores: files take turns.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
