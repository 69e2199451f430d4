import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../setup/commands.mjs";
import { COMMANDS } from "./command-list.mjs";
import { CommandError, EXIT } from "./outcome.mjs";
import { helpFor, readCommand } from "./read-command.mjs";

/** @param {string} line */
function troubleOf(line) {
  try {
    readCommand(line.split(" "));
  } catch (error) {
    if (error instanceof CommandError) return { code: error.code, what: error.trouble.what };
    throw error;
  }
  return null;
}

describe("a command line", () => {
  test("is read into its command, what it takes and its options", () => {
    const { words, takes, options } = readCommand([
      "campaign",
      "export",
      "c_1",
      "--out=here",
      "--reason",
      "a backup",
      "--dry-run",
      "--json",
    ]);
    expect({ words, takes, options }).toEqual({
      words: "campaign export",
      takes: ["c_1"],
      options: { out: "here", reason: "a backup", "dry-run": true, json: true },
    });
  });

  test.each([
    ["campaign", '"campaign" is no command.'],
    ["campaign burn x", '"campaign burn x" is no command.'],
    ["sessions revoke --reason x", "sessions revoke takes one ACCOUNT-OR-MEMBER, or --all."],
    ["doctor now", 'doctor does not take "now".'],
    ["campaign export c_1 --reason x", "campaign export needs --out."],
    ["campaign export --out x --reason y", "campaign export needs CAMPAIGN."],
    ["campaign export c_1 --out x", "campaign export needs --reason."],
    ["doctor --mend", "doctor has no --mend."],
    ["doctor --force", "--force is no option."],
    ["doctor --url", "--url needs a value."],
    ["doctor --url --json", "--url needs a value."],
    ["doctor --json=yes", "--json is no option."],
    ["doctor --json --json", "--json stands there twice."],
    ["dlq drop", "dlq drop takes one MESSAGE, or --all."],
    ["dlq replay m1 --all", "dlq replay takes one MESSAGE, or --all."],
  ])("%s is wrong usage", (line, what) => {
    expect(troubleOf(line)).toEqual({ code: EXIT.usage, what });
  });

  test("a command that is half right is told what there is", () => {
    expect(() => readCommand(["keys", "rotate"])).toThrow(
      expect.objectContaining({
        trouble: expect.objectContaining({ mend: "There is: keys operator, keys rotate jwt." }),
      }),
    );
  });

  test("asking for help asks for nothing else", () => {
    expect(readCommand(["campaign", "export", "--help"])).toMatchObject({
      asksForHelp: true,
      words: "campaign export",
    });
    expect(readCommand([])).toMatchObject({ asksForHelp: true });
    expect(readCommand(["--help"])).toMatchObject({ asksForHelp: true });
  });

  test.each(COMMANDS.map((command) => [command.words, command]))(
    "the help of %s shows a line that can be typed",
    (_, command) => {
      expect(helpFor(command).join("\n")).toContain(`npm run emberhall -- ${command.words}`);
      const [typed = ""] = command.example.split(' --reason "');
      const more = command.example.includes("--reason") ? ["--reason", "why"] : [];
      expect(readCommand([...typed.split(" "), ...more]).words).toBe(command.words);
    },
  );
});

describe("docs/OPERATIONS.md", () => {
  const page = readFileSync(join(root, "docs", "OPERATIONS.md"), "utf8");
  const typed = [...page.matchAll(/npm run emberhall -- ([^#\n`]+)/g)].map(([, line = ""]) => line.trim());

  test.each(COMMANDS.map(({ words }) => words))("shows %s", (words) => {
    expect(typed.some((line) => line.startsWith(words) || page.includes(`${words} --`))).toBe(true);
  });

  test("shows only lines that can be typed", () => {
    const lines = typed.filter((line) => line !== "help" && !line.startsWith("…"));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const words = [...line.matchAll(/"[^"]*"|\S+/g)].map(([word]) => word.replaceAll('"', ""));
      expect(() => readCommand(words), line).not.toThrow();
    }
  });
});
