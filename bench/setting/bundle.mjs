import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entries = {
  room: fileURLToPath(new URL("../worker/harness.ts", import.meta.url)),
  bare: fileURLToPath(new URL("../worker/bare.ts", import.meta.url)),
  lore: fileURLToPath(new URL("../worker/lore.ts", import.meta.url)),
  fold: fileURLToPath(new URL("../crowd/fold.ts", import.meta.url)),
  evening: fileURLToPath(new URL("../evening/played.ts", import.meta.url)),
};

/** What a file of ours becomes in a bundle; a change that no longer finds its place is an error, not a wrong figure. */
function changed(name, filter, change) {
  return {
    name,
    setup(on) {
      on.onLoad({ filter }, ({ path }) => {
        const before = readFileSync(path, "utf8");
        const contents = change(before);
        if (contents === before) throw new Error(`${name}: nothing to change in ${path}`);
        return { contents, loader: "ts" };
      });
    },
  };
}

/** One socket may send as fast as it likes: the benchmark asks what the room can do, not what it allows. */
const openDoors = changed("open-doors", /realtime\/rate-limits\.ts$/, (text) =>
  text.replace(/burst: \d+, perSecond: \d+/g, "burst: 1e9, perSecond: 1e9"),
);

/** No chain, no signature, and dice from anywhere: what is left is the price of everything but the proof. */
const withoutProof = [
  changed("no-chain", /ledger\/event-hash\.ts$/, (text) =>
    text
      .replace("return hashHex(hexToBytes(salt), canonicalJson(body));", "return salt + salt;")
      .replace("return hashHex(canonicalJson(header));", "return header.bodyHash;"),
  ),
  changed("no-signature", /ledger\/signature\.ts$/, (text) =>
    text.replace("return bytesToHex(signer(signedBytes(hash)));", "return hash + hash;"),
  ),
  changed("no-links", /ledger\/link-chain\.ts$/, (text) =>
    text.replace("return walkBack(pebble, this.#context, { from, to: index });", "return pebble;"),
  ),
  changed("no-draw", /ledger\/draw\.ts$/, (text) =>
    text.replace(
      /const salt = sha256[\s\S]*?hmac\(sha256, salt, secret\)\);\n\s*return \(label, sides\) => \{/,
      'return (label, sides) => {\n    if (label !== "") return 1 + Math.floor(Math.random() * sides);\n    const key = hmac.create(sha256, new Uint8Array(32));',
    ),
  ),
];

async function bundle(entry, outfile, { plugins = [], forNode = false } = {}) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: !forNode,
    keepNames: forNode,
    format: "esm",
    target: "es2024",
    platform: forNode ? "node" : "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    define: { __FAULT_POINTS__: "false", __DEV_SIGN_IN__: "false" },
    plugins,
    logLevel: "error",
  });
  return outfile;
}

/** Everything that is measured, each bundled once into `folder`. */
export async function bundleAll(folder) {
  const at = (name) => join(folder, name);
  const [room, unproven, bare, lore, fold, evening] = await Promise.all([
    bundle(entries.room, at("room.js"), { plugins: [openDoors] }),
    bundle(entries.room, at("unproven.js"), { plugins: [openDoors, ...withoutProof] }),
    bundle(entries.bare, at("bare.js")),
    bundle(entries.lore, at("lore.js")),
    bundle(entries.fold, at("fold.mjs"), { forNode: true }),
    bundle(entries.evening, at("evening.mjs"), { forNode: true }),
  ]);
  return { room, unproven, bare, lore, fold, evening };
}
