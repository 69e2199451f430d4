import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    appUrl: string;
    /** Where the private key of the served app's operator lies. */
    operatorKey: string;
    /** Where the manners of the fake model are changed while it runs. */
    modelUrl: string;
    browser: BrowserFound;
  }
}

/** A browser that starts on this machine, and what its environment must hold for that. */
export type BrowserFound = { executablePath: string; env: Record<string, string> };

/** Address of the app that the browser tests share: a whole server with an empty database. */
export function appUrl(): string {
  return inject("appUrl");
}

/** A browser for one test file; close it in `afterAll`. A person at the table is a context of it. */
export function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = inject("browser");
  // Glyphs of whole pixels differ between machines; unhinted ones do not.
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: ["--font-render-hinting=none"] });
}

/** CHROMIUM_PATH, else a Chromium or Chrome of this machine, else the one in our dependencies (Linux). */
export async function findBrowser(): Promise<BrowserFound> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && asked !== "") {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, where there is nothing.`);
    return { executablePath: asked, env: {} };
  }
  const installed = placesOfBrowsers().find((path) => existsSync(path) && starts({ executablePath: path, env: {} }));
  if (installed !== undefined) return { executablePath: installed, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return await unpackBrowser();
  throw new Error("No browser found. Install Chrome or Chromium, or set CHROMIUM_PATH to one.");
}

function placesOfBrowsers(): string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === "win32") {
    return [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, "Google", "Chrome", "Application", "chrome.exe"));
  }
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** A name on the path may be a stub that only tells how to install the real thing. */
function starts({ executablePath, env }: BrowserFound): boolean {
  const { status } = spawnSync(executablePath, ["--version"], { env: { ...process.env, ...env }, timeout: 15_000 });
  return status === 0;
}

async function unpackBrowser(): Promise<BrowserFound> {
  const packed = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")) as { version: string };
  const folder = join(tmpdir(), `emberhall-chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder, join(packed, "bin"));
  const onThisMachine = { executablePath: join(folder, "chromium"), env: fontsFor(folder) };
  if (starts(onThisMachine)) return onThisMachine;
  // A bare container lacks the few libraries a browser wants (NSS, expat); the package has those too.
  const libraries = { LD_LIBRARY_PATH: join(folder, "al2023", "lib") };
  const bare = { ...onThisMachine, env: { ...onThisMachine.env, ...libraries } };
  if (starts(bare)) return bare;
  throw new Error(`The browser in ${folder} does not start here. Install Chromium, or set CHROMIUM_PATH to one.`);
}

/** Unpacks beside and renames: another run may be doing the same, and must never start half a browser. */
async function unpackInto(folder: string, archives: string): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const before = process.env.TMPDIR;
  try {
    process.env.TMPDIR = partial; // The package knows no other way to be told where to unpack.
    const { inflate } = await import("@sparticuz/chromium");
    await Promise.all(
      ["chromium", "fonts.tar", "swiftshader.tar", "al2023.tar"].map((name) => inflate(join(archives, `${name}.br`))),
    );
    const fonts = join(partial, "fonts", "fonts.conf");
    writeFileSync(fonts, readFileSync(fonts, "utf8").replaceAll("/tmp/fonts", join(folder, "fonts")));
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Without a single font a page has no height; where the system has none, the packed one serves. */
function fontsFor(folder: string): Record<string, string> {
  const hasFonts =
    ["/usr/share/fonts", "/usr/local/share/fonts"].some((path) => existsSync(path)) && existsSync("/etc/fonts");
  return hasFonts ? {} : { FONTCONFIG_PATH: join(folder, "fonts") };
}
