import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../RESULTS.md", import.meta.url));
const HEAD = ["| # | figure | median (spread) | aim | reached | load |", "|---|---|---|---|---|---|"];

/** One line for the terminal. */
export function asText({ figure, what, value, aim, met }) {
  const mark = met === undefined ? " " : met ? "+" : "-";
  return `${mark} ${figure.padStart(2)}  ${what}: ${value}${aim === undefined ? "" : `   [aim ${aim}]`}`;
}

/**
 * Puts the figures of this run into the page, in place of those of the last. After a run of a few only these are replaced,
 * and the page says when and where they were taken.
 */
export function keep(rows, { machine, whole }) {
  let text = readFileSync(page, "utf8");
  const lines = sectionOf(text, "figures").split("\n");
  const taken = new Set(rows.map(({ figure }) => figure));
  const numbers = [...taken].join(", ");
  const notes = lines.filter((line) => /^(?:Taken|Figures? )/.test(line) && !line.startsWith(`Figures ${numbers}: `));
  const others = lines.filter((line) => /^\| \d/.test(line) && !taken.has(numberOf(line)));
  const about = whole ? [machine] : [...notes.flatMap((note) => [note, ""]), `Figures ${numbers}: ${machine}`];
  const table = [...(whole ? [] : others), ...rows.map(asLine)].toSorted((a, b) => orderOf(a) - orderOf(b));
  text = withSection(text, "figures", [...about, "", ...HEAD, ...table]);
  for (const { table: own, name } of rows.flatMap((row) => row.table ?? [])) text = withSection(text, name, own);
  writeFileSync(page, text);
}

function asLine({ figure, what, value, aim, met, load }) {
  const reached = met === undefined ? "" : met ? "yes" : "**no**";
  return `| ${figure} | ${what} | ${value} | ${aim ?? ""} | ${reached} | ${load.toFixed(1)} |`;
}

const numberOf = (line) => line.split("|")[1].trim();
const orderOf = (line) => Number.parseInt(numberOf(line), 10);

const marks = (name) => [`<!-- ${name} -->`, `<!-- /${name} -->`];

function sectionOf(text, name) {
  const [from, to] = marks(name);
  return text.slice(text.indexOf(from) + from.length, text.indexOf(to));
}

function withSection(text, name, lines) {
  const [from, to] = marks(name);
  const start = text.indexOf(from) + from.length;
  return `${text.slice(0, start)}\n\n${lines.join("\n")}\n\n${text.slice(text.indexOf(to))}`;
}
