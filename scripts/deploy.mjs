import { lastLines, run, tool } from "./setup/commands.mjs";
import { filesBelow } from "./setup/fingerprint.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { checkNode } from "./setup/node-version.mjs";
import { PlainError, runPlainly } from "./setup/plain-error.mjs";

// The width of the embedding models of Workers AI that workers/library knows; an index keeps it for life. Each campaign is
// a namespace of it, and a question names the files that count, by the one property that is indexed.
const lore = { index: "emberhall-passages", dimensions: 1024, metric: "cosine", property: "upload" };
const database = "emberhall";

// Every step finds what an earlier run has made, so after a failure the same command carries on.
await runPlainly(async () => {
  checkNode();
  await ensureInstalled();
  if (process.argv.includes("--dry-run")) {
    await wrangler(["deploy", "--dry-run"], "The dry run failed.", { show: true });
    return 0;
  }
  await checkSignedIn();
  await ensureVectorIndex();
  // A running Worker must not meet a schema older than itself; on the very first deploy there is no database yet.
  const existed = await succeeds(["d1", "info", database, "--json"]);
  if (existed) await migrate();
  console.log("Deploying (builds the web app, creates database, bucket and queues where they are missing) …");
  const output = await wrangler(["deploy"], "The deploy failed.", { show: true });
  if (!existed) await migrate();
  const url = output.match(/https:\/\/\S+\.workers\.dev/)?.[0];
  console.log(`\nDeployed.${url === undefined ? "" : ` Emberhall is open: ${url}`}`);
  return 0;
});

async function checkSignedIn() {
  if (await succeeds(["whoami", "--json"])) return;
  throw new PlainError(
    "wrangler does not know your Cloudflare account.",
    "Run `npx wrangler login` once, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.",
  );
}

async function ensureVectorIndex() {
  if (!(await succeeds(["vectorize", "get", lore.index]))) {
    console.log(`Creating the vector index ${lore.index} …`);
    const shape = [`--dimensions=${lore.dimensions}`, `--metric=${lore.metric}`, "--update-config=false"];
    await wrangler(["vectorize", "create", lore.index, ...shape], "The vector index could not be created.");
  }
  // Before the first vector: one that is older than this is not found by it.
  const indexed = await run(tool("wrangler", ["vectorize", "list-metadata-index", lore.index, "--json"]));
  if (indexed.code === 0 && indexed.output.includes(`"${lore.property}"`)) return;
  const property = [`--propertyName=${lore.property}`, "--type=string"];
  await wrangler(
    ["vectorize", "create-metadata-index", lore.index, ...property],
    "The vector index could not be told by which property its vectors are chosen.",
  );
}

async function migrate() {
  if (!filesBelow("migrations").some((path) => path.endsWith(".sql"))) return;
  console.log("Bringing the database up to date …");
  await wrangler(["d1", "migrations", "apply", "DB", "--remote"], "The database could not be brought up to date.");
}

/** @param {string[]} args */
async function succeeds(args) {
  return (await run(tool("wrangler", args))).code === 0;
}

/**
 * @param {string[]} args
 * @param {string} trouble what to say when it fails
 * @param {{ show?: boolean }} [options]
 */
async function wrangler(args, trouble, { show = false } = {}) {
  const { code, output } = await run(tool("wrangler", args), { show });
  if (code === 0) return output;
  throw new PlainError(
    `${trouble}${show ? " Wrangler's words are above." : " Wrangler said:"}`,
    show ? undefined : lastLines(output, 20),
  );
}
