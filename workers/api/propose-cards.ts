import { UploadId } from "../contracts/library.ts";
import { type CardSuggestion, EntityId, type EntityKind } from "../contracts/memory.ts";
import type { HeadingRow } from "../db/read/uploads.ts";
import { isRule, isTypeLine, kindOf, kindOfNamed, namesNobody } from "./card-cues.ts";

/** So many suggestions are given at a time. */
const SUGGESTIONS_MAX = 60;

const NAME_CHARS_MAX = 60;
const NAME_WORDS_MAX = 6;
const TEXT_CHARS_MAX = 600;
/** A passage that names more is a list, and no part of it says much. */
const NAMED_MAX = 6;

/** What stands first under a heading, and in which file. */
export type SuggestionRow = HeadingRow & { readonly uploadId: string; readonly title: string };

/**
 * Cards somebody could keep: what has a name in a heading, in a stat block or in bold at the start of a paragraph, with
 * the first two sentences about it; and how many rows were looked at until there were enough.
 */
export function proposeCards(rows: readonly SuggestionRow[]): { items: CardSuggestion[]; read: number } {
  const found = new Map<string, CardSuggestion>();
  let read = 0;
  for (const row of rows) {
    const suggested = suggestionsOf(row);
    if (found.size + suggested.length > SUGGESTIONS_MAX || found.size === SUGGESTIONS_MAX) break;
    read += 1;
    for (const each of suggested) {
      // One name is one card, also where two chapters speak of it.
      const name = each.suggestion.card.name.toLowerCase();
      const before = found.get(name);
      if (before === undefined) found.set(name, each.suggestion);
      else if (each.sure) found.set(name, { ...before, card: { ...before.card, id: each.suggestion.card.id } });
    }
  }
  return { items: [...found.values()], read };
}

interface Suggested {
  readonly suggestion: CardSuggestion;
  /** It says itself what it is, whatever else was made of its name. */
  readonly sure: boolean;
}

function suggestionsOf(row: SuggestionRow): Suggested[] {
  return sectionsOf(row)
    .flatMap((section) => [
      ...headed(section),
      ...(section.kind === "prose" || section.kind === "list" ? namedIn(section) : []),
    ])
    .slice(0, SUGGESTIONS_MAX);
}

/** Small sections stand in one passage, each under its own line; here each stands for itself again. */
function sectionsOf(row: SuggestionRow): SuggestionRow[] {
  const base = row.heading === "" ? [] : row.heading.split(" > ");
  const parts: { heading: string; lines: string[] }[] = [{ heading: row.heading, lines: [] }];
  let above: { level: number; title: string }[] = [];
  for (const line of row.text.split("\n")) {
    const [, marks, title] = /^(#{1,6})\s+(.+)$/.exec(line) ?? [];
    if (marks === undefined || title === undefined) parts.at(-1)?.lines.push(line);
    else if (above.length > 0 || title.trim() !== base.at(-1)) {
      above = [...above.filter(({ level }) => level < marks.length), { level: marks.length, title: title.trim() }];
      parts.push({ heading: [...base, ...above.map((each) => each.title)].join(" > "), lines: [] });
    }
  }
  return parts.map(({ heading, lines }) => ({ ...row, heading, text: lines.join("\n") }));
}

function headed(row: SuggestionRow): Suggested[] {
  const path = row.heading.split(" > ");
  const last = withoutMarks(path.at(-1) ?? "").trim();
  // What kind of creature it is often stands in italics under its name, and is read as a heading of its own.
  const sized = isTypeLine(last);
  const name = nameOf((sized ? path.at(-2) : path.at(-1)) ?? "");
  if (name === null) return [];
  const text = sized ? `${last}.` : beginningOf(row.text, name);
  const sure = sized || row.kind === "stat-block" || isTypeLine(firstLine(row.text, name));
  if (isRule(text)) return [];
  const kind = sure ? "person" : kindOf(path.slice(0, -1).join(" "), name, text);
  return suggestion(row, { name, kind, text, sure });
}

/** "**Perrin Voss**, the reeve of the Saltings, …": who is named so at the start of a paragraph is worth a card. */
function namedIn(row: SuggestionRow): Suggested[] {
  const lines = row.text.split(/\n+/);
  const found = lines.flatMap((line) => {
    const parts = /^\s*(?:[-*+]\s+)?(?:\*\*|__)([^*_]{3,60})(?:\*\*|__)\s*(?:,|[–—(]| is | was )\s*(.+)$/.exec(line);
    const name = nameOf(parts?.[1] ?? "");
    if (parts === null || name === null || !isProper(name)) return [];
    const text = beginningOf(line.replace(/^\s*[-*+]\s+/, ""), "");
    const clause = (parts[2] ?? "").split(/[,.;:)]/)[0] ?? "";
    return suggestion(row, { name, kind: kindOfNamed(row.heading, name, clause), text, sure: false });
  });
  return found.slice(0, NAMED_MAX);
}

/** Every word of it that carries any weight has a capital. */
const isProper = (name: string): boolean =>
  name
    .split(" ")
    .every((word) => /^[\p{Lu}\d"“‘]/u.test(word) || /^(?:of|the|and|von|van|de|du|la|le|al|in|on)$/.test(word));

interface Said {
  readonly name: string;
  readonly kind: EntityKind | null;
  readonly text: string;
  readonly sure: boolean;
}

function suggestion(row: SuggestionRow, { name, kind, text, sure }: Said): Suggested[] {
  const id = kind === null ? null : EntityId.safeParse(`${kind}:${slugOf(name)}`);
  if (id === null || !id.success || text === "") return [];
  const source = { uploadId: UploadId.parse(row.uploadId), title: row.title, page: row.page };
  const card = { id: id.data, name, aliases: [], text, pinned: false, source };
  return [{ suggestion: { card, heading: row.heading.slice(0, 300) }, sure }];
}

/** The heading without its number and its marks, when it can be a name at all. */
function nameOf(heading: string): string | null {
  const name = withoutMarks(heading)
    .replace(/^[#\s]*(?:[A-Z]?\d+(?:\.\d+)*[a-z]?[.):]?\s+|[A-Z][.)]\s+)?/, "")
    .replace(/[\s:.,]+$/, "")
    .replaceAll(/\s+/g, " ");
  const words = name.split(" ").length;
  if (name.length < 3 || name.length > NAME_CHARS_MAX || words > NAME_WORDS_MAX) return null;
  return namesNobody(name) || isTypeLine(name) || /[?!]$/.test(name) || !/\p{L}/u.test(name) ? null : named(name);
}

/** Headings in capitals shout; a card need not. */
function named(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replaceAll(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

const withoutMarks = (text: string): string => text.replaceAll(/\*+|(?<![\p{L}\d])_+|_+(?![\p{L}\d])/gu, "");

/** The first line that is neither a heading nor the name once more. */
function firstLine(text: string, name: string): string {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  return lines.map((line) => withoutMarks(line).trim()).find((line) => line !== "" && line !== name) ?? "";
}

/** The first two sentences under a heading, without the heading itself. */
function beginningOf(text: string, name: string): string {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  const prose = withoutMarks(lines.join(" ")).replaceAll(/\s+/g, " ").trim();
  const body =
    prose.toLowerCase().startsWith(name.toLowerCase()) && /^\s*[A-Z]/.test(prose.slice(name.length))
      ? prose.slice(name.length).trim()
      : prose;
  const sentences = body.match(/^(?:.+?[.!?](?=\s|$)\s?){1,2}/)?.[0] ?? body;
  return sentences.trim().slice(0, TEXT_CHARS_MAX).trim();
}

function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
