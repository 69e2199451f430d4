import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../../workers/testkit/browser.ts";
import { MANNERS_PATH } from "../../workers/testkit/model-manners.ts";
import { modelVariables, serveModel } from "../../workers/testkit/serve-model.ts";
import { makeKey } from "../operator/operator-key.mjs";
import { root, run, toolNode } from "../setup/commands.mjs";
import { freePort, serveApp } from "../setup/dev-server.mjs";
import { migrateLocally } from "../setup/local-database.mjs";
import { PlainError } from "../setup/plain-error.mjs";

/**
 * Before the browser tests: a browser, a model that does as it is told, and the whole app on a free port with a database of
 * its own. The Oracle plays unless a campaign chooses one of the model's manners.
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
  const model = await serveModel();
  project.provide("modelUrl", new URL(MANNERS_PATH, model.url).href);
  const operatorKey = join(stateFolder, "operator.jwk");
  const { publicKey } = makeKey(operatorKey);
  project.provide("operatorKey", operatorKey);
  const secrets = { ...modelVariables(model.url), OPERATOR_PUBLIC_KEY: publicKey };
  const server = await serveApp({ port, stateFolder, secrets });
  project.provide("appUrl", server.url);
  return async () => {
    await server.stop();
    await model.close();
    rmSync(stateFolder, { recursive: true, force: true });
  };
}
