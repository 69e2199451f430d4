import { createResource, For, Show, Suspense } from "solid-js";
import type { Distribution } from "../../workers/core/dice/distribution.ts";

const BARS_MAX = 61;

/** The arithmetic of chances is worth its bytes only to those who look at it. */
async function oddsOf(expression: string): Promise<Distribution | null> {
  const odds = await import("../state/odds.ts");
  return odds.oddsOf(expression);
}

/** What a pool is likely to bring: its mean, its ends, and the shape between them. */
export function OddsLine(props: { expression: string }) {
  // A boundary of its own, or the whole table would blink while the chances are worked out.
  return (
    <Suspense>
      <Odds expression={props.expression} />
    </Suspense>
  );
}

function Odds(props: { expression: string }) {
  const [odds] = createResource(() => props.expression || null, oddsOf);
  const shown = () => (props.expression === "" ? null : (odds.latest ?? null));
  return (
    <Show when={shown()}>
      {(known) => (
        <p class="odds">
          <Histogram odds={known()} />
          <span class="numeral">
            {known().values[0]} to {known().values.at(-1)}, about {known().mean.toFixed(1)}
          </span>
        </p>
      )}
    </Show>
  );
}

function Histogram(props: { odds: Distribution }) {
  const bars = () => {
    const step = Math.ceil(props.odds.chances.length / BARS_MAX);
    const sums: number[] = [];
    for (const [index, chance] of props.odds.chances.entries()) {
      const at = Math.floor(index / step);
      sums[at] = (sums[at] ?? 0) + chance;
    }
    const most = Math.max(...sums);
    return sums.map((sum) => sum / most);
  };
  return (
    <svg class="odds-bars" viewBox={`0 0 ${bars().length} 10`} preserveAspectRatio="none" aria-hidden="true">
      <For each={bars()}>
        {(height, index) => <rect x={index() + 0.1} y={10 - height * 10} width="0.8" height={height * 10} />}
      </For>
    </svg>
  );
}
