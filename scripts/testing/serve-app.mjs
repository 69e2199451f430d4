import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../../workers/testkit/browser.ts";
import { root, run, toolNode } from "../setup/commands.mjs";
import { freePort, serveApp } from "../setup/dev-server.mjs";
import { migrateLocally } from "../setup/local-database.mjs";
import { PlainError } from "../setup/plain-error.mjs";

/**
 * Before the browser tests: a browser, and the whole app on a free port with a database of its own.
 * @param {import("vitest/node").TestProject} project
 */
export default async function serveAppForBrowserTests(project) {
  project.provide("browser", await findBrowser());
  const built = await run([toolNode(), [join(root, "scripts", "build-web.mjs")]]);
  if (built.code !== 0) throw new PlainError(built.output.trim());
  const stateFolder = mkdtempSync(join(tmpdir(), "emberhall-tests-"));
  await migrateLocally(stateFolder);
  const port = await freePort(0);
  if (port === undefined) throw new PlainError("No port is free.");
  const server = await serveApp({ port, stateFolder });
  project.provide("appUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  };
}
