import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const notOurs = new Set(["node_modules", "dist", ".wrangler", ".cache", ".git"]);

/** One import, export-from or `import()` as it stands in a file. */
export type Import = {
  specifier: string;
  /** Path from the root for one of our own files, else undefined. */
  target: string | undefined;
  /** Only `import type` leaves the bundle whole: `import { type A }` still loads the module. */
  typeOnly: boolean;
  line: number;
};

export type NamedFunction = { name: string; line: number; lines: number };
export type Word = { word: string; line: number };

/** What the boundary rules want to know of one source file. */
export type Source = {
  path: string;
  isTest: boolean;
  imports: Import[];
  functions: NamedFunction[];
  /** Names that are used as values or types, `async`, `await`, and `Math.random` as one word. */
  words: Word[];
  anyCasts: number[];
  comments: Word[];
};

type Node = { type: string; start: number; end: number } & Record<string, unknown>;
type Visit = (node: Node, parent: Node | undefined, key: string) => void;

/** Every TypeScript and script file below the folders, parsed; folders that are missing are empty. */
export function readSources(folders: readonly string[]): Source[] {
  return folders.flatMap((folder) => filesBelow(folder)).map((path) => readSource(path, textOf(path)));
}

/** Text of a file of ours, or an empty string when there is none. */
export function textOf(path: string): string {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return "";
  }
}

/** Paths from the root of all source files below a folder, sorted. */
export function filesBelow(folder: string, pattern = /\.(ts|tsx|mjs)$/): string[] {
  let entries: string[] = [];
  try {
    entries = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return entries
    .map((entry) => posix.join(folder, entry.split(sep).join("/")))
    .filter((path) => pattern.test(path) && !path.split("/").some((part) => notOurs.has(part)))
    .sort();
}

/** One file, parsed. */
export function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text, { sourceType: "module" });
  const lineOf = lineFinder(text);
  const source: Source = {
    path,
    isTest: /\.test\.tsx?$/.test(path),
    imports: [],
    functions: [],
    words: [],
    anyCasts: [],
    comments: parsed.comments.map((comment) => ({ word: comment.value, line: lineOf(comment.start) })),
  };
  const visits = [visitImports(source, lineOf), visitFunctions(source, lineOf), visitWords(source, lineOf)];
  walk(parsed.program as unknown as Node, (node, parent, key) => {
    for (const visit of visits) visit(node, parent, key);
  });
  return source;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function walk(node: Node, visit: Visit, parent?: Node, key = ""): void {
  visit(node, parent, key);
  for (const [childKey, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, childKey);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function visitImports(source: Source, lineOf: (offset: number) => number): Visit {
  return (node) => {
    const from = node.source;
    if (!isNode(from) || typeof from.value !== "string") return;
    const typeOnly = node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type";
    source.imports.push({
      specifier: from.value,
      target: targetOf(source.path, from.value),
      typeOnly,
      line: lineOf(node.start),
    });
  };
}

function targetOf(path: string, specifier: string): string | undefined {
  const [file = ""] = specifier.split("?"); // Vite's `?url` and `?raw` name the same file.
  return file.startsWith(".") ? posix.join(posix.dirname(path), file) : undefined;
}

const functionTypes = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

function visitFunctions(source: Source, lineOf: (offset: number) => number): Visit {
  return (node, parent) => {
    if (!functionTypes.has(node.type)) return;
    const line = lineOf(node.start);
    source.functions.push({ name: nameOf(node, parent), line, lines: lineOf(node.end) - line + 1 });
    if (node.async === true) source.words.push({ word: "async", line });
  };
}

function nameOf(node: Node, parent: Node | undefined): string {
  const named = [node.id, parent?.id, parent?.key].find((each) => isNode(each) && typeof each.name === "string");
  return isNode(named) ? String(named.name) : "a function";
}

/** The places where a name is only a label: `x.fetch`, `{ fetch: … }`, `import { fetch }` are not the global. */
const labelKeys: Record<string, string> = { MemberExpression: "property", Property: "key", MethodDefinition: "key" };

function visitWords(source: Source, lineOf: (offset: number) => number): Visit {
  return (node, parent, key) => {
    const line = lineOf(node.start);
    if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await === true)) {
      source.words.push({ word: "await", line });
    } else if (node.type === "MemberExpression") {
      const { object, property } = node as unknown as { object: Node; property: Node };
      source.words.push({ word: `${String(object.name)}.${String(property.name)}`, line });
      source.words.push({ word: `.${String(property.name ?? property.value)}`, line });
    } else if (node.type === "TSAsExpression" && isNode(node.typeAnnotation)) {
      if (node.typeAnnotation.type === "TSAnyKeyword") source.anyCasts.push(line);
    } else if (node.type === "JSXIdentifier" || node.type === "Identifier") {
      const isLabel = parent !== undefined && labelKeys[parent.type] === key && parent.computed !== true;
      if (!isLabel) source.words.push({ word: String(node.name), line });
      else if (parent.type === "Property") source.words.push({ word: `.${String(node.name)}`, line });
    }
  };
}
