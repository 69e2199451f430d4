import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../RESULTS.md", import.meta.url));
const [from, to] = ["<!-- figures -->", "<!-- /figures -->"];

/** One line for the terminal. */
export function asText({ figure, what, value, aim, met }) {
  const mark = met === undefined ? " " : met ? "+" : "-";
  return `${mark} ${figure.padStart(2)}  ${what}: ${value}${aim === undefined ? "" : `   [aim ${aim}]`}`;
}

/** Puts the figures of this run into the page, in place of those of the last. */
export function keep(rows, machine) {
  const table = rows.map(
    ({ figure, what, value, aim, met, load }) =>
      `| ${figure} | ${what} | ${value} | ${aim ?? ""} | ${met === undefined ? "" : met ? "yes" : "**no**"} | ${load.toFixed(1)} |`,
  );
  const text = [
    from,
    "",
    machine,
    "",
    "| # | figure | median (spread) | aim | reached | load |",
    "|---|---|---|---|---|---|",
    ...table,
    "",
    to,
  ].join("\n");
  const before = readFileSync(page, "utf8");
  writeFileSync(page, before.slice(0, before.indexOf(from)) + text + before.slice(before.indexOf(to) + to.length));
}
