// `npm run bench`: all figures, each as a ratio in one run. `--quick` for a look, `--only=1,4` for a few, `--write` keeps
// the figures in RESULTS.md.
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { runPlainly } from "../scripts/setup/plain-error.mjs";
import { actions } from "./figures/actions.mjs";
import { bundleSizes } from "./figures/bundle-sizes.mjs";
import { comingBack } from "./figures/coming-back.mjs";
import { firstWord } from "./figures/first-word.mjs";
import { footprint } from "./figures/footprint.mjs";
import { ingestion } from "./figures/ingestion.mjs";
import { lore } from "./figures/lore.mjs";
import { modelWords } from "./figures/model-words.mjs";
import { prompts } from "./figures/prompts.mjs";
import { proofs } from "./figures/proofs.mjs";
import { storm } from "./figures/storm.mjs";
import { bundleAll } from "./setting/bundle.mjs";
import { crowdAtHand } from "./setting/crowd-at-hand.mjs";
import { machine } from "./setting/machine.mjs";
import { asText, keep } from "./setting/report.mjs";
import { nodeServer, workerd } from "./setting/workerd.mjs";

const figures = {
  actions,
  proofs,
  comingBack,
  footprint,
  firstWord,
  modelWords,
  prompts,
  storm,
  bundleSizes,
  ingestion,
  lore,
};
const quick = process.argv.includes("--quick");
const only = process.argv
  .find((word) => word.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");

await runPlainly(async () => {
  const folder = mkdtempSync(join(tmpdir(), "emberhall-bench-"));
  const open = [];
  const setting = {
    quick,
    folder,
    bundles: await bundleAll(folder),
    workerd: async (...args) => open[open.push(await workerd(...args)) - 1],
    node: async (...args) => open[open.push(await nodeServer(...args)) - 1],
    crowd: null,
  };
  const leave = async () => {
    setting.crowd?.goHome();
    for (const server of open) await server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void leave().then(() => process.exit(1)));
  const rows = [];
  try {
    setting.crowd = crowdAtHand(setting.bundles.fold);
    for (const [name, figure] of Object.entries(figures)) {
      if (only !== undefined && !only.includes(name)) continue;
      const load = loadavg()[0];
      for (const row of await figure(setting)) {
        rows.push({ ...row, load });
        console.log(asText(row));
      }
    }
  } finally {
    await leave();
  }
  if (process.argv.includes("--write")) keep(rows, { machine: await machine(), whole: only === undefined });
  return rows.some(({ broken }) => broken === true) ? 1 : 0;
});
