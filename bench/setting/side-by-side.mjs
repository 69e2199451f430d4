import { loadavg } from "node:os";

/** Above this share of its core the crowd is what is measured. */
export const CROWD_CPU_MAX = 0.85;
const AGAIN_MAX = 1;

/**
 * Runs variants in turn, A B A B …, and gathers what each answered. A run in which the crowd was too busy is taken once
 * more, and marked if it stays so.
 */
export async function sideBySide(variants, repeats, run) {
  const taken = Object.fromEntries(variants.map(({ name }) => [name, []]));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const variant of variants) {
      let result = await run(variant);
      for (let again = 0; again < AGAIN_MAX && (result.crowdCpu ?? 0) > CROWD_CPU_MAX; again += 1)
        result = await run(variant);
      taken[variant.name].push({ ...result, load: loadavg()[0] });
    }
  }
  return taken;
}

/** A note for figures in which the crowd was the limit. */
export function crowdNote(results) {
  const most = Math.max(...results.map(({ crowdCpu }) => crowdCpu ?? 0));
  return most > CROWD_CPU_MAX ? ` (crowd at ${Math.round(most * 100)} % of its core: a lower bound)` : "";
}
