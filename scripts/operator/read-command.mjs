import { CommandError, EXIT } from "./outcome.mjs";

/**
 * `words` are what names it, `takes` its arguments; `needs` options without which it is wrong usage, `may` those it knows
 * besides the ones that every command knows.
 * @typedef {{ words: string, takes?: string[], mayTake?: string[], needs?: OptionName[], may?: OptionName[], tells: string, example: string }} Command
 * @typedef {{ words: string, takes: string[], options: Options, asksForHelp: boolean }} Asked
 * @typedef {{ url?: string, key?: string, reason?: string, out?: string, campaign?: string, limit?: string, "public-key"?: string, head?: string, "dry-run"?: true, json?: true, help?: true, mend?: true, lift?: true, all?: true }} Options
 * @typedef {keyof Options} OptionName
 */

const FLAGS = new Set(["dry-run", "json", "help", "mend", "lift", "all"]);
const VALUES = new Set(["url", "key", "reason", "out", "campaign", "limit", "public-key", "head"]);
const ALWAYS = new Set(["url", "key", "reason", "dry-run", "json", "help"]);

/** @type {readonly Command[]} */
export const COMMANDS = [
  { words: "doctor", tells: "says how the server stands, what is missing and how to mend it", example: "doctor" },
  {
    words: "campaign export",
    takes: ["CAMPAIGN"],
    needs: ["out", "reason"],
    tells: "copies a campaign into a folder, whole and with its secrets, while people play",
    example: 'campaign export c_… --out ./backup --reason "nightly backup"',
  },
  {
    words: "campaign verify",
    takes: ["FOLDER-OR-FILE"],
    may: ["public-key", "head"],
    tells: "checks an export offline: every link, every die, every file",
    example: "campaign verify ./backup",
  },
  {
    words: "campaign quarantine",
    takes: ["CAMPAIGN"],
    needs: ["reason"],
    may: ["lift"],
    tells: "sets a table still: it can be read, nothing can be added; --lift lets it play on",
    example: 'campaign quarantine c_… --reason "We look into a fault and will be back tonight."',
  },
  { words: "dlq list", tells: "lists the jobs that could not be done", example: "dlq list" },
  {
    words: "dlq replay",
    mayTake: ["MESSAGE"],
    may: ["all"],
    tells: "sends such a job once more",
    example: "dlq replay --all",
  },
  { words: "dlq drop", mayTake: ["MESSAGE"], may: ["all"], tells: "gives such a job up", example: "dlq drop 3f…" },
  {
    words: "reconcile",
    may: ["mend"],
    tells: "holds database, rooms and files against each other; --mend puts right what can be put right",
    example: "reconcile --mend",
  },
  {
    words: "index rebuild",
    may: ["campaign"],
    tells: "makes the index of what was read anew from its rows: words at once, vectors by job",
    example: "index rebuild --campaign c_…",
  },
  {
    words: "keys operator",
    tells: "makes the key that signs these commands",
    example: "keys operator",
  },
  { words: "keys rotate jwt", tells: "signs tokens with a new key from now on", example: "keys rotate jwt" },
  {
    words: "audit list",
    may: ["limit"],
    tells: "shows what operators did and looked at",
    example: "audit list --limit 20",
  },
];

/**
 * Reads a command line; throws what is wrong with it.
 * @param {readonly string[]} args
 * @returns {Asked & { command: Command | undefined }}
 */
export function readCommand(args) {
  const { plain, options } = split(args);
  if (plain.length === 0 || plain[0] === "help") {
    const named = COMMANDS.find(({ words }) => words === plain.slice(1).join(" "));
    return { words: "", takes: [], options, asksForHelp: true, command: named };
  }
  const command = COMMANDS.filter(({ words }) => `${plain.join(" ")} `.startsWith(`${words} `)).at(0);
  if (command === undefined) {
    if (options.help) return { words: "", takes: [], options, asksForHelp: true, command };
    const kin = COMMANDS.filter(({ words }) => words.split(" ")[0] === plain[0]).map(({ words }) => words);
    const mend = kin.length > 0 ? `There is: ${kin.join(", ")}.` : "`npm run emberhall -- help` lists all commands.";
    throw new CommandError(EXIT.usage, `"${plain.join(" ").slice(0, 80)}" is no command.`, mend);
  }
  const takes = plain.slice(command.words.split(" ").length);
  if (!options.help) check(command, takes, options);
  return { words: command.words, takes, options, asksForHelp: options.help === true, command };
}

/**
 * @param {readonly string[]} args
 * @returns {{ plain: string[], options: Options }}
 */
function split(args) {
  /** @type {string[]} */
  const plain = [];
  /** @type {Record<string, string | true>} */
  const options = {};
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("--")) {
      plain.push(word);
      continue;
    }
    const [name = "", ...given] = word.slice(2).split("=");
    if (Object.hasOwn(options, name)) throw new CommandError(EXIT.usage, `--${name} stands there twice.`);
    if (FLAGS.has(name) && given.length === 0) options[name] = true;
    else if (VALUES.has(name)) {
      const value = given.length > 0 ? given.join("=") : rest.shift();
      if (value === undefined || value === "" || (given.length === 0 && value.startsWith("--")))
        throw new CommandError(EXIT.usage, `--${name} needs a value.`);
      options[name] = value;
    } else throw new CommandError(EXIT.usage, `--${name} is no option.`);
  }
  return { plain, options };
}

/**
 * @param {Command} command
 * @param {readonly string[]} takes
 * @param {Options} options
 */
function check({ words, takes: wanted = [], mayTake = [], needs = [], may = [] }, takes, options) {
  const usage = `\`npm run emberhall -- ${words} --help\` shows how it is used.`;
  const missing = wanted[takes.length];
  if (missing !== undefined) throw new CommandError(EXIT.usage, `${words} needs ${missing}.`, usage);
  const over = takes[wanted.length + mayTake.length];
  if (over !== undefined) throw new CommandError(EXIT.usage, `${words} does not take "${over}".`, usage);
  for (const name of needs)
    if (options[name] === undefined) throw new CommandError(EXIT.usage, `${words} needs --${name}.`, usage);
  const known = new Set([...ALWAYS, ...needs, ...may]);
  const stray = Object.keys(options).find((name) => !known.has(name));
  if (stray !== undefined) throw new CommandError(EXIT.usage, `${words} has no --${stray}.`, usage);
  if (mayTake.length > 0 && takes.length > 0 === (options.all === true))
    throw new CommandError(EXIT.usage, `${words} takes one ${mayTake[0]}, or --all.`, usage);
}

/**
 * What is printed for `--help`.
 * @param {Command | undefined} command
 * @returns {string[]}
 */
export function helpFor(command) {
  const always = [
    "  --url URL       which server; else EMBERHALL_URL, else http://127.0.0.1:8787",
    "  --key FILE      the operator's private key; else EMBERHALL_OPERATOR_KEY, else ~/.config/emberhall/operator.jwk",
    "  --reason TEXT   why; kept in the audit",
    "  --dry-run       says what would be done and does nothing",
    "  --json          one JSON object: { command, ok, dryRun, result, troubles }",
    "",
    "Ends with 0 when done, 1 when something is wrong, 2 for wrong usage, 3 when the server cannot be reached or its",
    "doors stay shut. docs/OPERATIONS.md tells more.",
  ];
  if (command === undefined) {
    const width = Math.max(...COMMANDS.map(({ words }) => words.length));
    const list = COMMANDS.map(({ words, tells }) => `  ${words.padEnd(width)}  ${tells}`);
    return ["npm run emberhall -- COMMAND [options]", "", ...list, "", ...always];
  }
  const { words, takes = [], mayTake = [], needs = [], may = [], tells, example } = command;
  const optional = [...mayTake, ...may.map((name) => `--${name}${FLAGS.has(name) ? "" : " …"}`)];
  const shape = [...takes, ...needs.map((name) => `--${name} …`), ...optional.map((each) => `[${each}]`)].join(" ");
  const line = `npm run emberhall -- ${words} ${shape}`.trimEnd();
  return [line, "", `  ${tells}`, `  for example: npm run emberhall -- ${example}`, "", ...always];
}
