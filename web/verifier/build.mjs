// Builds the verifier page: one HTML file with everything in it, that opens from a disk and cannot reach a network.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Writes the page and gives the content security policy it carries: only its own script and style, and no connection.
 * A server that adds a policy of its own must add this one, or the page stays blank.
 * @param {{ outFile?: string }} [options]
 * @returns {Promise<{ outFile: string, sizeBytes: number, policy: string }>}
 */
export async function buildVerifier({ outFile = at("../../dist/verify.html") } = {}) {
  const script = (await bundle(at("./verify-page.ts"))).replaceAll("</script", "<\\/script");
  const style = `${fonts()}:root{${colours()}}${await bundle(at("./verify.css"))}`;
  const policy = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; font-src data:; base-uri 'none'; form-action 'none'`;
  const page = readFileSync(at("./verify.html"), "utf8")
    .replace(
      '<meta charset="utf-8">',
      () => `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
    )
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace(/<script type="module"[^>]*><\/script>/, () => `<script type="module">${script}</script>`);
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, page);
  return { outFile, sizeBytes: Buffer.byteLength(page), policy };
}

/** @param {string} entry */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0].text.trim();
}

/** The palette stands in one place, the app's theme. */
function colours() {
  const theme = readFileSync(at("../app/theme.css"), "utf8");
  const found = [...theme.matchAll(/^\s*(--color-[a-z-]+):\s*(light-dark\([^;]+|rgb[^;]+|#[^;]+);/gm)];
  if (found.length === 0) throw new Error("web/app/theme.css names no colours any more");
  return found.map(([, name, value]) => `${name}:${value}`).join(";");
}

/** The faces of the house, inside the page; without them it falls back to the reader's own. */
function fonts() {
  return [
    ["Alegreya", "alegreya.woff2"],
    ["Hanken Grotesk", "hanken-grotesk.woff2"],
  ]
    .map(([family, file]) => [family, at(`../public/fonts/${file}`)])
    .filter(([, path]) => existsSync(path))
    .map(
      ([family, path]) =>
        `@font-face{font-family:"${family}";font-weight:100 900;src:url(data:font/woff2;base64,${readFileSync(path).toString("base64")})format("woff2")}`,
    )
    .join("");
}

/** @param {string} text */
function digest(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { outFile, sizeBytes } = await buildVerifier({ outFile: process.argv[2] });
  process.stdout.write(`${outFile}: ${Math.round(sizeBytes / 1024)} KB\n`);
}
