type Channels = [red: number, green: number, blue: number];

/** Blends two #rrggbb colours; a share of 0 is all the first. */
export function mix(first: string, second: string, share: number): string {
  const from = channels(first);
  const to = channels(second);
  const blended = from.map((channel, index) => Math.round(channel + ((to[index] ?? channel) - channel) * share));
  return `#${blended.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** The colour when it is written as #rrggbb, otherwise the fallback: looks come from data that people write. */
export function hexOr(colour: string | undefined, fallback: string): string {
  return colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? colour : fallback;
}

function channels(colour: string): Channels {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
