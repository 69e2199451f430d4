/**
 * `words` are what names it, `takes` its arguments; `needs` options without which it is wrong usage, `may` those it knows
 * besides the ones that every command knows.
 * @typedef {{ words: string, takes?: string[], mayTake?: string[], needs?: OptionName[], may?: OptionName[], tells: string, example: string }} Command
 * @typedef {import("./read-command.mjs").OptionName} OptionName
 */

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
  {
    words: "campaign list",
    tells: "lists every campaign of the server",
    example: "campaign list",
  },
  {
    words: "campaign import",
    takes: ["FOLDER"],
    needs: ["owner", "reason"],
    may: ["title", "into"],
    tells: "lets an exported campaign go on here, with its files; --into goes on with files that broke off",
    example: 'campaign import ./backup/c_… --owner a_… --reason "moved house"',
  },
  {
    words: "campaign archive",
    takes: ["CAMPAIGN"],
    needs: ["reason"],
    may: ["back"],
    tells: "puts a campaign away, whole and readable; --back takes it out again",
    example: 'campaign archive c_… --reason "asked for by its owner"',
  },
  {
    words: "campaign restore",
    takes: ["CAMPAIGN"],
    needs: ["reason"],
    may: ["at", "bookmark"],
    tells: "puts one campaign back to an hour of the last thirty days, on Cloudflare; its browsers load anew",
    example: 'campaign restore c_… --at 2026-11-26T20:00:00Z --reason "a fault of 20:05"',
  },
  {
    words: "backup",
    needs: ["out", "reason"],
    tells: "exports every campaign into a folder, each into its own; what has not changed since is left as it is",
    example: 'backup --out ./backup --reason "nightly backup"',
  },
  {
    words: "restore drill",
    takes: ["FOLDER"],
    needs: ["reason"],
    tells: "brings exports back into rooms made for it, holds the hashes against each other and clears up",
    example: 'restore drill ./backup --reason "drill before the release"',
  },
  {
    words: "user export",
    takes: ["ACCOUNT-OR-MEMBER"],
    needs: ["out", "reason"],
    tells: "writes everything about somebody into a file, as they would get it themselves",
    example: 'user export m_… --out ./olga.ndjson --reason "asked for by mail"',
  },
  {
    words: "user erase",
    takes: ["ACCOUNT-OR-MEMBER"],
    needs: ["reason"],
    may: ["confirm"],
    tells: "takes somebody out of every store, for good; --confirm is their name, which --dry-run tells",
    example: 'user erase m_… --confirm "Olga" --reason "asked for by mail"',
  },
  {
    words: "sessions revoke",
    mayTake: ["ACCOUNT-OR-MEMBER"],
    needs: ["reason"],
    may: ["all"],
    tells: "signs somebody out of every browser, or everybody",
    example: 'sessions revoke a_… --reason "a stolen laptop"',
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
  {
    words: "keys rotate jwt",
    may: ["revoke-old"],
    tells: "signs tokens with a new key from now on; --revoke-old takes the old keys away at once",
    example: "keys rotate jwt",
  },
  {
    words: "audit list",
    may: ["limit"],
    tells: "shows what operators did and looked at",
    example: "audit list --limit 20",
  },
];
