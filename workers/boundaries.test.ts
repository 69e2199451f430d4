import { posix } from "node:path";
import { expect, test } from "vitest";
import { filesBelow, type Import, readSource, readSources, textOf } from "../scripts/testing/read-sources.ts";

/** The floor plan. `values` may be imported whole, `types` only by `import type`; `packages` undefined means any. */
type Room = { folder: string; values: string[]; types?: string[]; packages?: string[] };

const contracts = "workers/contracts";
const core = "workers/core";
const theRoom = "workers/realtime/campaign-room.ts";

const floorPlan: Room[] = [
  { folder: contracts, values: [], packages: ["zod"] },
  { folder: core, values: [], types: [contracts], packages: ["@noble/hashes", "@noble/curves"] },
  { folder: "workers/realtime", values: [core, contracts] },
  {
    folder: "workers/orchestrator",
    values: [core, contracts, "workers/content", "workers/models", "workers/library/search"],
  },
  { folder: "workers/api", values: [contracts, "workers/db", "workers/core/names"], types: [theRoom] },
  { folder: "workers/jobs", values: [contracts, "workers/db", "workers/models", "workers/library"], types: [theRoom] },
  { folder: "workers/models", values: [contracts] },
  { folder: "workers/library", values: [contracts, "workers/db", "workers/models"] },
  { folder: "workers/content", values: [], types: [contracts] },
  { folder: "workers/db", values: [contracts] },
  { folder: "workers/testkit", values: ["workers", "web", "scripts"] },
  { folder: "web/parts", values: [], packages: ["solid-js", "@kobalte/core", "uqr", "virtua"] },
  { folder: "web/art", values: [], types: [contracts, core] },
  { folder: "web/state", values: [core], types: [contracts] },
  { folder: "web/table", values: ["web/state", "web/parts", "web/art"], types: [contracts, core] },
  // A page of its own that works from a disk: no Solid, no store, only the ledger.
  { folder: "web/verifier", values: [core], types: [contracts] },
  {
    folder: "web/pages",
    values: ["web/state", "web/table", "web/parts", "web/art", core],
    types: [contracts],
  },
  { folder: "web/app", values: ["web", core], types: [contracts] },
  // What stands in no folder: the composition root, and the pages' own starts.
  { folder: "workers", values: ["workers"] },
  { folder: "web", values: ["web", core], types: [contracts] },
];

/** Where a thing belongs when somebody reaches for it from the wrong place. */
const advice: [string, string][] = [
  ["workers/testkit", "only tests import the testkit; what the app needs belongs in the folder that owns it"],
  [
    "workers/realtime",
    "speak to the room through its binding `ROOM`; what changes a campaign belongs in workers/realtime",
  ],
  [
    "workers/orchestrator",
    "speak to it through its binding `ORCHESTRATOR`; what both need belongs in workers/contracts",
  ],
  ["workers/db", "SQL for D1 is a named query in workers/db; in the room, state comes from its own log"],
  [contracts, "write `import type`; behaviour belongs in workers/core, and schemas run where bytes come in"],
  [core, "rules belong in workers/core; a type of it may be imported with `import type` where the plan says so"],
  ["workers/models", "ask through workers/orchestrator or a job; the port to models is workers/models"],
  ["workers/library", "reading goes through workers/library/search, writing through a job"],
  ["workers/content", "adventures reach the room as data in a command, never by import"],
  ["workers/api", "routes import, they are not imported; shared shapes belong in workers/contracts"],
  ["workers/jobs", "send a job to the queue `JOBS`; its shape belongs in workers/contracts"],
  ["web/state", "parts and art know nothing of the game: pass what they show as props"],
  ["web/table", "what the table shares with other pages belongs in web/parts or web/state"],
  ["web", "pages and the shell import downwards: app, pages, table, state, parts"],
];

/** Packages with one home, so that leaving them stays a change in one folder. */
const homes: Record<string, string[]> = {
  "drizzle-orm": ["workers/db"],
  hono: ["workers/api"],
  "@hono/zod-openapi": ["workers/api"],
  zod: ["workers"],
  "solid-js": ["web"],
  "@simplewebauthn/browser": ["web/state"],
  "@simplewebauthn/server": ["workers/api"],
  jose: ["workers/api", "workers/testkit"],
  "fast-check": ["workers/testkit"],
  "playwright-core": ["workers/testkit"],
  vitest: ["workers/testkit"],
  unpdf: ["workers/library"],
  pdfkit: ["workers/testkit"],
  "@cantoo/pdf-lib": ["workers/testkit"],
};

const bannedInCore = new Set(
  [
    "async",
    "await",
    "Date",
    "Math.random",
    "crypto",
    "process",
    "fetch",
    "performance",
    "console",
    "globalThis",
  ].concat(["setTimeout", "setInterval", "queueMicrotask"]),
);
const rawHtml = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML"].flatMap((word) => [word, `.${word}`]));
const emptyNames = /(^|[-/.])(utils?|helpers?|common|manager|service|misc)([-/.]|$)/;
const functionLinesMax = 70;

/** Files that tools start, so no import leads to them. */
const entries = ["workers/index.ts", "web/vite.config.ts", "workers/db/drizzle.config.ts"];

const sources = readSources(["workers", "web"]);
const written = sources.filter((source) => !source.isTest);

test.each([
  ["workers/core/a.ts", 'import { Seq } from "../contracts/ids.ts";', "only types of workers/contracts"],
  ["workers/core/a.ts", 'import { type Seq } from "../contracts/ids.ts";', "write `import type`"],
  ["workers/core/a.ts", 'import { sign } from "node:crypto";', "the package node:crypto"],
  ["workers/orchestrator/a.ts", 'import { append } from "../realtime/event-log.ts";', "its binding `ROOM`"],
  ["workers/orchestrator/a.ts", 'import { index } from "../library/index-pages.ts";', "workers/library/search"],
  ["workers/api/a.ts", 'export { decide } from "../core/decide.ts";', "rules belong in workers/core"],
  ["web/pages/a.tsx", 'const { Seq } = await import("../../workers/contracts/ids.ts");', "write `import type`"],
  ["web/parts/a.tsx", 'import type { Store } from "../state/store.ts";', "pass what they show as props"],
  ["web/state/a.ts", 'import { z } from "zod";', "whose home is workers/"],
])("in %s, %s is refused with its rule", (path, text, rule) => {
  const findings = readSource(path, text).imports.flatMap((each) => importFinding(path, each));
  expect(findings.join()).toContain(rule);
});

test.each([
  [
    "workers/core/a.ts",
    'import type { Seq } from "../contracts/ids.ts"; import { sha256 } from "@noble/hashes/sha2.js";',
  ],
  ["workers/orchestrator/director/a.ts", 'import { search } from "../../library/search.ts";'],
  ["workers/api/a.ts", 'import type { CampaignRoom } from "../realtime/campaign-room.ts";'],
  ["web/state/a.ts", 'import { evolve } from "../../workers/core/evolve.ts"; import type { z } from "zod";'],
  ["web/table/a.tsx", 'import "./table.css"; import { Button } from "../parts/button.tsx";'],
])("in %s, %s is in order", (path, text) => {
  expect(readSource(path, text).imports.flatMap((each) => importFinding(path, each))).toEqual([]);
});

test("every import follows the floor plan", () => {
  expect(written.flatMap((source) => source.imports.flatMap((each) => importFinding(source.path, each)))).toEqual([]);
});

test("every folder of workers/ and web/ is on the floor plan", () => {
  const known = new Set(floorPlan.map((room) => room.folder));
  const folders = new Set(sources.map(({ path }) => path.split("/").slice(0, -1).slice(0, 2).join("/")));
  expect([...folders].filter((folder) => !known.has(folder)).map((folder) => `${folder}/ is on no floor plan`)).toEqual(
    [],
  );
});

test("only tests import the testkit", () => {
  const outside = written.filter((source) => !source.path.startsWith("workers/testkit/"));
  const findings = outside.flatMap((source) =>
    source.imports
      .filter((each) => each.target?.startsWith("workers/testkit/"))
      .map((each) => `${source.path}:${each.line} imports ${each.target}: ${adviceFor("workers/testkit")}`),
  );
  expect(findings).toEqual([]);
});

test("core sees no clock, no chance, no network and never waits", () => {
  const findings = written
    .filter((source) => source.path.startsWith("workers/core/"))
    .flatMap((source) =>
      source.words
        .filter(({ word }) => bannedInCore.has(word))
        .map(
          ({ word, line }) =>
            `${source.path}:${line} says \`${word}\`: core is pure; take it as an argument, do it in workers/realtime`,
        ),
    );
  expect(findings).toEqual([]);
});

test("web/ never sets raw HTML", () => {
  const findings = written
    .filter((source) => source.path.startsWith("web/"))
    .flatMap((source) =>
      source.words
        .filter(({ word }) => rawHtml.has(word))
        .map(
          ({ word, line }) =>
            `${source.path}:${line} says \`${word}\`: show text as text; rich text is a component in web/parts`,
        ),
    );
  expect(findings).toEqual([]);
});

test("nothing is cast to any", () => {
  const findings = sources.flatMap((source) =>
    source.anyCasts.map((line) => `${source.path}:${line} casts to any: parse it with a schema of workers/contracts`),
  );
  expect(findings).toEqual([]);
});

test("whatever is left to do has an owner", () => {
  const findings = sources.flatMap((source) =>
    source.comments
      .filter(({ word }) => /\b(TODO|FIXME|XXX|HACK)\b(?!\([\w-]+\))/.test(word))
      .map(({ word, line }) => `${source.path}:${line} "${word.trim().slice(0, 60)}": do it, or write TODO(owner)`),
  );
  expect(findings).toEqual([]);
});

test("a function fits on a page", () => {
  const findings = written.flatMap((source) =>
    source.functions
      .filter(({ lines }) => lines > functionLinesMax)
      .map(
        ({ name, line, lines }) =>
          `${source.path}:${line} ${name} has ${lines} lines: at most ${functionLinesMax}; name its parts`,
      ),
  );
  expect(findings).toEqual([]);
});

test("files are named in kebab-case after what they hold", () => {
  const findings = sources
    .map(({ path }) => path)
    .flatMap((path) => {
      if (emptyNames.test(path)) return [`${path}: says nothing; name it after its one main export`];
      return /^[a-z0-9/.-]+$/.test(path) ? [] : [`${path}: kebab-case`];
    });
  expect(findings).toEqual([]);
});

test("no file is dead", () => {
  if (textOf("workers/index.ts") === "" || pageScripts().length === 0) return; // The house is still being built.
  const reached = reach([...entries, ...pageScripts(), ...filesBelow("scripts"), ...filesBelow("bench")]);
  const byTests = reach(sources.filter((source) => source.isTest).map((source) => source.path));
  const findings = written.flatMap(({ path }) => {
    if (reached.has(path) || path.endsWith(".d.ts")) return [];
    if (!byTests.has(path)) return [`${path}: nobody imports it; delete it`];
    const isForTests = path.startsWith("workers/testkit/") || path.startsWith("workers/core/golden/");
    return isForTests ? [] : [`${path}: only tests import it; move it to workers/testkit, or delete it`];
  });
  expect(findings).toEqual([]);
});

function importFinding(path: string, each: Import): string[] {
  const room = floorPlan.find(({ folder }) => path.startsWith(`${folder}/`));
  if (room === undefined) return [];
  const at = `${path}:${each.line}`;
  if (each.target === undefined) return packageFinding(room, each).map((finding) => `${at} ${finding}`);
  if (each.target.startsWith(`${room.folder}/`) && room.folder.includes("/")) return [];
  if (within(each.target, room.values) || (each.typeOnly && within(each.target, room.types ?? []))) return [];
  if (!/\.(ts|tsx)$/.test(each.target) && each.target.startsWith("web/")) return []; // Styles and pictures.
  const drawsTheGame = path.startsWith("web/") && within(each.target, [core]);
  const instead = drawsTheGame ? "web/state asks core, and hands down what is shown" : adviceFor(each.target);
  return [`${at} imports ${each.target}. ${ruleOf(room)} Instead: ${instead}.`];
}

function packageFinding(room: Room, each: Import): string[] {
  const name = each.specifier
    .split("/")
    .slice(0, each.specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (room.folder === "workers/testkit") return [];
  const home = homes[name];
  if (home !== undefined && !each.typeOnly && !home.some((folder) => `${room.folder}/`.startsWith(`${folder}/`))) {
    return [`imports the package ${name}, whose home is ${home.join(", ")}/: do it there.`];
  }
  if (room.packages === undefined || room.packages.includes(name)) return [];
  return [`imports the package ${name}. ${ruleOf(room)}`];
}

function within(path: string, places: readonly string[]): boolean {
  return places.some((place) => path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}.`));
}

function ruleOf({ folder, values, types = [], packages }: Room): string {
  const parts = [
    ...values.map((value) => `${value}/`),
    ...types.map((type) => `types of ${type}`),
    ...(packages === undefined ? [] : [`the package${packages.length > 1 ? "s" : ""} ${packages.join(", ")}`]),
  ];
  return `Rule: ${folder}/ may import ${parts.length === 0 ? "nothing of ours" : `only ${parts.join("; ")}`}.`;
}

function adviceFor(target: string): string {
  return advice.find(([folder]) => within(target, [folder]))?.[1] ?? "see the floor plan in this file";
}

/** Scripts that the HTML pages of web/ start: `/app/main.tsx` from the root of web/, `./page.ts` from beside the page. */
function pageScripts(): string[] {
  return filesBelow("web", /\.html$/).flatMap((page) =>
    [...textOf(page).matchAll(/<script[^>]+src="([^"]+\.tsx?)"/g)].map(([, path = ""]) =>
      path.startsWith("/") ? `web${path}` : posix.join(posix.dirname(page), path),
    ),
  );
}

/** The files themselves and all that they import, at any depth. */
function reach(starts: readonly string[]): Set<string> {
  const known = new Map([...sources, ...readSources(["scripts", "bench"])].map((source) => [source.path, source]));
  const reached = new Set<string>();
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { target } of known.get(path)?.imports ?? []) if (target !== undefined) waiting.push(target);
  }
  return reached;
}
