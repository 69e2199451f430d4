import { HEIGHT, WIDTH } from "./scene-ink.ts";
import type { Seeded } from "./seeded.ts";

const round = (value: number) => Math.round(value);
/** Twigs are thinner than a unit. */
const fine = (value: number) => Math.round(value * 10) / 10;

/** A line of hills or peaks from edge to edge, filled to the bottom. */
export function ridge(chance: Seeded, at: { y: number; rise: number; steps: number; sharp?: boolean }): string {
  const stride = WIDTH / at.steps;
  let path = `M0 ${HEIGHT}L0 ${round(at.y + chance.between(-at.rise, at.rise) * 0.5)}`;
  for (let step = 1; step <= at.steps; step += 1) {
    const x = stride * step;
    const y = at.y + chance.between(-at.rise, at.rise) * (step % 2 === 0 ? 1 : 0.55);
    path += at.sharp
      ? `L${round(x - stride * chance.between(0.3, 0.6))} ${round(y - at.rise * 0.5)}L${round(x)} ${round(y + at.rise * 0.4)}`
      : `S${round(x - stride * 0.5)} ${round(y)} ${round(x)} ${round(y)}`;
  }
  return `${path}L${WIDTH} ${HEIGHT}Z`;
}

/** A stand of firs along a base line, as one path. */
export function firs(
  chance: Seeded,
  stand: { from: number; to: number; base: number; low: number; high: number; count: number },
): string {
  let path = "";
  for (let tree = 0; tree < stand.count; tree += 1) {
    const x = stand.from + ((stand.to - stand.from) * (tree + chance.between(0.1, 0.9))) / stand.count;
    path += fir(x, stand.base + chance.between(-3, 6), chance.between(stand.low, stand.high));
  }
  return path;
}

function fir(x: number, base: number, height: number): string {
  const half = height * 0.2;
  const at = (side: number, up: number) => `${round(x + half * side)} ${round(base - height * up)}`;
  return `M${at(0, 1)}L${at(0.4, 0.7)}L${at(0.2, 0.72)}L${at(0.7, 0.42)}L${at(0.4, 0.45)}L${at(1, 0.1)}L${at(0.16, 0.13)}L${at(0.16, -0.04)}L${at(-0.16, -0.04)}L${at(-0.16, 0.13)}L${at(-1, 0.1)}L${at(-0.4, 0.45)}L${at(-0.7, 0.42)}L${at(-0.2, 0.72)}L${at(-0.4, 0.7)}Z`;
}

/** Broad-leaved trees: a trunk and a cloud of leaves. */
export function oaks(
  chance: Seeded,
  stand: { from: number; to: number; base: number; size: number; count: number },
): string {
  let path = "";
  for (let tree = 0; tree < stand.count; tree += 1) {
    const x = round(stand.from + ((stand.to - stand.from) * (tree + chance.between(0.2, 0.8))) / stand.count);
    const size = stand.size * chance.between(0.7, 1.25);
    const y = round(stand.base - size * 1.05);
    const r = round(size * 0.42);
    path += `M${x - round(size * 0.06)} ${stand.base + 4}L${x - round(size * 0.03)} ${y}L${x + round(size * 0.03)} ${y}L${x + round(size * 0.07)} ${stand.base + 4}Z`;
    for (const [dx, dy, scale] of [
      [0, -0.3, 1],
      [-0.5, 0, 0.8],
      [0.52, 0.02, 0.74],
    ] as const) {
      const reach = round(r * scale);
      path += `M${round(x + size * dx * 0.8 - reach)} ${round(y + size * dy * 0.5)}a${reach} ${reach} 0 1 0 ${reach * 2} 0a${reach} ${reach} 0 1 0 ${-reach * 2} 0`;
    }
  }
  return path;
}

/** A leafless tree, grown by halves. */
export function deadTree(chance: Seeded, root: { x: number; y: number; height: number; lean?: number }): string {
  let path = "";
  const grow = (x: number, y: number, length: number, angle: number, width: number, depth: number) => {
    const endX = x + Math.sin(angle) * length;
    const endY = y - Math.cos(angle) * length;
    const slim = width * 0.62;
    path += `M${fine(x - width / 2)} ${fine(y)}L${fine(endX - slim / 2)} ${fine(endY)}L${fine(endX + slim / 2)} ${fine(endY)}L${fine(x + width / 2)} ${fine(y)}Z`;
    if (depth === 0) return;
    grow(endX, endY, length * chance.between(0.6, 0.78), angle - chance.between(0.25, 0.7), slim, depth - 1);
    grow(endX, endY, length * chance.between(0.55, 0.75), angle + chance.between(0.25, 0.75), slim, depth - 1);
  };
  grow(root.x, root.y, root.height * 0.36, root.lean ?? 0, root.height * 0.09, 4);
  return path;
}

/** Reeds or grass blades in front of us. */
export function blades(
  chance: Seeded,
  tuft: { from: number; to: number; base: number; height: number; count: number },
): string {
  let path = "";
  for (let blade = 0; blade < tuft.count; blade += 1) {
    const x = round(chance.between(tuft.from, tuft.to));
    const height = tuft.height * chance.between(0.45, 1);
    const lean = chance.between(-0.3, 0.3) * height;
    path += `M${x - 2} ${tuft.base}Q${round(x + lean * 0.2)} ${round(tuft.base - height * 0.6)} ${round(x + lean)} ${round(tuft.base - height)}Q${round(x + lean * 0.3 + 2)} ${round(tuft.base - height * 0.5)} ${x + 2.5} ${tuft.base}Z`;
  }
  return path;
}

/** The broken lines light leaves on water. */
export function ripples(
  chance: Seeded,
  water: { from: number; to: number; top: number; bottom: number; count: number },
): string {
  let path = "";
  for (let line = 0; line < water.count; line += 1) {
    const depth = line / water.count;
    const y = round(water.top + (water.bottom - water.top) * depth);
    const length = chance.between(14, 60) * (0.5 + depth);
    path += `M${round(chance.between(water.from, water.to - length))} ${y}h${round(length)}`;
  }
  return path;
}

/** A gabled house standing on (x, y); its windows are given apart, to be lit. */
export function house(
  x: number,
  y: number,
  width: number,
  height: number,
): { walls: string; roof: string; windows: string } {
  const eave = width * 0.1;
  const roof = height * 0.62;
  const pane = width * 0.13;
  const at = (share: number) => round(x + width * share - pane / 2);
  const sill = round(y - height * 0.62);
  return {
    walls: `M${round(x)} ${round(y)}v${round(-height)}h${round(width)}v${round(height)}Z`,
    roof: `M${round(x - eave)} ${round(y - height)}L${round(x + width * 0.22)} ${round(y - height - roof)}L${round(x + width * 0.78)} ${round(y - height - roof)}L${round(x + width + eave)} ${round(y - height)}Z M${round(x + width * 0.62)} ${round(y - height - roof)}v${round(-height * 0.22)}h${round(width * 0.1)}v${round(height * 0.3)}Z`,
    windows: `M${at(0.26)} ${sill}h${round(pane)}v${round(pane * 1.25)}h${round(-pane)}Z M${at(0.7)} ${sill}h${round(pane)}v${round(pane * 1.25)}h${round(-pane)}Z`,
  };
}
