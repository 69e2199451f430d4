import { COMMANDS } from "./command-list.mjs";
import { CommandError, EXIT } from "./outcome.mjs";

/**
 * @typedef {import("./command-list.mjs").Command} Command
 * @typedef {{ words: string, takes: string[], options: Options, asksForHelp: boolean }} Asked
 * @typedef {{ url?: string, key?: string, reason?: string, out?: string, campaign?: string, limit?: string, "public-key"?: string, head?: string, owner?: string, title?: string, into?: string, confirm?: string, at?: string, bookmark?: string, "dry-run"?: true, json?: true, help?: true, mend?: true, lift?: true, all?: true, back?: true, "revoke-old"?: true }} Options
 * @typedef {keyof Options} OptionName
 */

const FLAGS = new Set(["dry-run", "json", "help", "mend", "lift", "all", "back", "revoke-old"]);
const VALUES = new Set([
  ...["url", "key", "reason", "out", "campaign", "limit", "public-key", "head"],
  ...["owner", "title", "into", "confirm", "at", "bookmark"],
]);
const ALWAYS = new Set(["url", "key", "reason", "dry-run", "json", "help"]);

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
