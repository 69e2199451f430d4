import { lastLines } from "../setup/commands.mjs";
import { PlainError } from "../setup/plain-error.mjs";

// The width of the embedding models of Workers AI that workers/library knows; an index keeps it for life. Each campaign is
// a namespace of it, and a question names the files that count, by the one property that is indexed.
const lore = { index: "emberhall-passages", dimensions: 1024, metric: "cosine", property: "upload" };
const database = "emberhall";

/**
 * Runs wrangler with these arguments and keeps what it said.
 * @typedef {(args: string[], options?: { show?: boolean }) => Promise<{ code: number, output: string }>} Wrangler
 *
 * The step that a deploy is about to take, in words.
 * @typedef {(line: string) => void} Say
 */

/**
 * Brings this version into the account that wrangler is signed in to. Every step looks first at what an earlier run has
 * made, so after a failure the same command carries on; and what cannot be found out is a failure, never a guess.
 * @param {{ wrangler: Wrangler, say: Say, dryRun: boolean }} options
 */
export async function deploy({ wrangler, say, dryRun }) {
  const ask = asking(wrangler);
  if (dryRun) return await rehearse(ask, say);
  await ask(["whoami", "--json"], "wrangler does not know your Cloudflare account.", SIGN_IN);
  const indexes = await namesIn(ask, ["vectorize", "list", "--json"], "The vector indexes could not be listed.");
  if (!indexes.includes(lore.index)) {
    say(`Creating the vector index ${lore.index} …`);
    const shape = [`--dimensions=${lore.dimensions}`, `--metric=${lore.metric}`, "--update-config=false"];
    await ask(["vectorize", "create", lore.index, ...shape], "The vector index could not be created.");
  }
  await ensureProperty(ask, say);
  // A running Worker must not meet a schema older than itself; on the very first deploy there is no database yet.
  const databases = await namesIn(ask, ["d1", "list", "--json"], "The databases could not be listed.");
  const existed = databases.includes(database);
  if (existed) await migrate(ask, say);
  say("Deploying (builds the web app, creates database, bucket and queues where they are missing) …");
  const output = await ask(["deploy"], "The deploy failed.", undefined, { show: true });
  if (!existed) await migrate(ask, say);
  const url = output.match(/https:\/\/\S+\.workers\.dev/)?.[0];
  say(`\nDeployed.${url === undefined ? "" : ` Emberhall is open: ${url}`}`);
}

const SIGN_IN = "Run `npx wrangler login` once, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.";

/**
 * Builds and checks all that would go out, and says what would be done; nothing of it needs an account.
 * @param {ReturnType<typeof asking>} ask
 * @param {Say} say
 */
async function rehearse(ask, say) {
  await ask(["deploy", "--dry-run"], "The dry run failed.", undefined, { show: true });
  say(
    [
      "\nNothing was changed. A deploy would:",
      `  1. create the vector index ${lore.index} (${lore.dimensions} dimensions, ${lore.metric}) with its property \`${lore.property}\`, where they are missing`,
      `  2. bring the database ${database} up to date, if there is one already`,
      "  3. deploy the Worker and the web app, creating database, bucket and queues where they are missing",
      `  4. bring the database ${database} up to date, if step 3 has just made it`,
    ].join("\n"),
  );
}

/**
 * Before the first vector: one that is older than the property is not found by it.
 * @param {ReturnType<typeof asking>} ask
 * @param {Say} say
 */
async function ensureProperty(ask, say) {
  const listed = await ask(
    ["vectorize", "list-metadata-index", lore.index, "--json"],
    "What the vector index can be narrowed by could not be listed.",
  );
  if (listed.includes(`"${lore.property}"`)) return;
  say(`Telling the vector index of the property ${lore.property} …`);
  await ask(
    ["vectorize", "create-metadata-index", lore.index, `--propertyName=${lore.property}`, "--type=string"],
    "The vector index could not be told by which property its vectors are chosen.",
  );
}

/**
 * @param {ReturnType<typeof asking>} ask
 * @param {Say} say
 */
async function migrate(ask, say) {
  say("Bringing the database up to date …");
  await ask(["d1", "migrations", "apply", "DB", "--remote"], "The database could not be brought up to date.");
}

/** @param {Wrangler} wrangler */
function asking(wrangler) {
  /**
   * @param {string[]} args
   * @param {string} trouble what to say when it fails
   * @param {string} [mend] what to do about it; without it wrangler's own words are told
   * @param {{ show?: boolean }} [options]
   */
  return async (args, trouble, mend, { show = false } = {}) => {
    const { code, output } = await wrangler(args, { show });
    if (code === 0) return output;
    const words = show ? undefined : lastLines(output, 20);
    throw new PlainError(`${trouble}${show ? " Wrangler's words are above." : ""}`, mend ?? words);
  };
}

/**
 * The names in a list of wrangler's, which may say other things before it. What is no list is no answer.
 * @param {ReturnType<typeof asking>} ask
 * @param {string[]} args
 * @param {string} trouble
 * @returns {Promise<string[]>}
 */
async function namesIn(ask, args, trouble) {
  const output = await ask(args, trouble);
  try {
    const listed = JSON.parse(/^\[.*\]$/ms.exec(output.trimEnd())?.[0] ?? "");
    if (Array.isArray(listed)) return listed.map(({ name }) => String(name));
  } catch {
    // Said below.
  }
  throw new PlainError(trouble, lastLines(output, 20));
}
