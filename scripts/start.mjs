import { join, relative } from "node:path";
import { root, run, toolNode } from "./setup/commands.mjs";
import { freePort, serveApp } from "./setup/dev-server.mjs";
import { dmVariables, operatorVariables } from "./setup/dm-variables.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { migrateLocally } from "./setup/local-database.mjs";
import { checkNode } from "./setup/node-version.mjs";
import { PlainError, runPlainly } from "./setup/plain-error.mjs";

const stateFolder = join(root, ".wrangler", "state");

await runPlainly(async () => {
  checkNode();
  const port = portAsked();
  if ((await freePort(port)) === undefined) {
    throw new PlainError(
      `Port ${port} is taken; something else (another Emberhall?) listens there.`,
      `Stop it, or choose another: PORT=${port + 1} npm start`,
    );
  }
  await ensureInstalled();
  const built = await run([toolNode(), [join(root, "scripts", "build-web.mjs")]], { show: true });
  if (built.code !== 0) return 1;
  await migrateLocally(stateFolder);

  console.log("Starting …");
  const variables = dmVariables(process.env);
  const server = await serveApp({ port, stateFolder, secrets: { ...variables, ...operatorVariables(process.env) } });
  await tellWhoRuns(server.url, variables);
  console.log(
    `\nEmberhall is open: ${server.url}\n(Ctrl-C closes it; campaigns are kept in ${relative(root, stateFolder)})`,
  );
  return await untilClosed(server);
});

function portAsked() {
  const asked = process.env.PORT ?? "8787";
  const port = Number(asked);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new PlainError(
    `PORT is "${asked}", which is not a port.`,
    "Choose a number from 1024 to 65535: PORT=8788 npm start",
  );
}

/**
 * One plain line: who runs the tables, and what that model can do.
 * @param {string} url
 * @param {Record<string, string>} variables
 */
async function tellWhoRuns(url, variables) {
  if (Object.keys(variables).length === 0) {
    console.log("The Oracle runs the tables: rules and words, no AI. The README tells how to play with a model.");
    return;
  }
  const answer = await fetch(`${url}/api/dev/probe`, { method: "POST", headers: { origin: url } }).catch(
    () => undefined,
  );
  const body = answer?.ok ? /** @type {{ lines: string }} */ (await answer.json()) : undefined;
  console.log(body?.lines ?? "The model could not be tried out; the Oracle stands in wherever it does not answer.");
}

/** @param {Awaited<ReturnType<typeof serveApp>>} server */
async function untilClosed(server) {
  let asked = false;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      if (asked) return;
      asked = true;
      void server.stop();
    });
  }
  const lastWords = await server.ended;
  if (asked) {
    console.log("Closed.");
    return 0;
  }
  throw new PlainError("The server stopped by itself. Its last lines:", `${lastWords}\nAll of it: ${server.logFile}`);
}
