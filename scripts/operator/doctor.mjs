import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup/commands.mjs";

/**
 * How a server stands, and how it stands to this copy of the code.
 * @param {import("./server.mjs").Server} server
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function doctor(server) {
  const told = await server.ask("doctor", {});
  const here = {
    version: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
    node: process.version,
    migrations: readdirSync(join(root, "migrations")).filter((name) => name.endsWith(".sql")),
  };
  const unknown = here.migrations.filter((name) => !told.migrations.expected.includes(name));
  const { profile, version, bindings, migrations, queue, crons, configuration, troubles } = told;
  const absent = bindings
    .filter((/** @type {any} */ { present }) => !present)
    .map((/** @type {any} */ { name }) => name);
  const lines = [
    `${server.url.origin}: ${profile} profile, version ${version}; here ${here.version} on Node ${here.node}.`,
    `Bindings: ${bindings.length - absent.length} present${absent.length === 0 ? "" : `, without ${absent.join(", ")}`}.`,
    `Migrations: ${migrations.applied.length} applied${migrations.missing.length === 0 ? ", none missing" : ""}.`,
    ...configuration.map((/** @type {any} */ { sentence }) => sentence),
    `Dead jobs: ${queue.deadJobs}. Files that wait too long: ${queue.filesWaitingTooLong}.`,
    crons.length === 0
      ? "The clock has not come since this was first noted; on a local server it never does."
      : `The clock last came: ${crons.map((/** @type {any} */ { cron, at }) => `"${cron}" ${new Date(at).toISOString()}`).join(", ")}.`,
  ];
  const all = [...troubles];
  if (unknown.length > 0)
    all.push({
      what: `The server runs older code than this copy: it does not know ${unknown.join(", ")}.`,
      mend: "npm run deploy",
    });
  return { result: { ...told, troubles: undefined, here }, lines, troubles: all };
}
