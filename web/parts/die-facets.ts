export type DieSides = 4 | 6 | 8 | 10 | 12 | 20 | 100;

/** One visible facet: its corners, and how far it is turned from the light, 0 to 4. */
export type Facet = { points: string; shade: 0 | 1 | 2 | 3 | 4 };

const round = (value: number) => value.toFixed(1);
const ring = (count: number, reach: number, turn: number) =>
  Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * Math.PI * 2 + turn;
    return `${round(50 + Math.cos(angle) * reach)},${round(50 + Math.sin(angle) * reach)}`;
  });

function twelve(): Facet[] {
  const inner = ring(5, 27, -Math.PI / 2);
  const outer = ring(10, 46, -Math.PI / 2);
  const shades = [1, 3, 4, 3, 2] as const;
  const sides = inner.map((corner, index): Facet => {
    const next = inner[(index + 1) % 5];
    const rim = [outer[index * 2], outer[index * 2 + 1], outer[(index * 2 + 2) % 10]];
    return { points: [corner, ...rim, next].join(" "), shade: shades[index] ?? 2 };
  });
  return [...sides, { points: inner.join(" "), shade: 0 }];
}

const TEN: readonly Facet[] = [
  { points: "50,4 4,46 24,60", shade: 1 },
  { points: "50,4 96,46 76,60", shade: 3 },
  { points: "4,46 24,60 50,73 50,97 4,58", shade: 2 },
  { points: "96,46 76,60 50,73 50,97 96,58", shade: 4 },
  { points: "50,4 76,60 50,73 24,60", shade: 0 },
];

/** The facets of each die as it lies with its result up, on a 100 × 100 square. */
export const DIE_FACETS: Record<DieSides, readonly Facet[]> = {
  4: [
    { points: "50,5 96,84 50,96", shade: 3 },
    { points: "50,5 4,84 50,96", shade: 0 },
  ],
  6: [
    { points: "16,8 84,8 74,18 26,18", shade: 1 },
    { points: "16,8 8,16 8,84 16,92 26,82 18,74 18,26 26,18", shade: 2 },
    { points: "84,8 92,16 92,84 84,92 74,82 82,74 82,26 74,18", shade: 3 },
    { points: "16,92 84,92 74,82 26,82", shade: 4 },
    { points: "26,18 74,18 82,26 82,74 74,82 26,82 18,74 18,26", shade: 0 },
  ],
  8: [
    { points: "50,4 8,30 8,70", shade: 1 },
    { points: "50,4 92,30 92,70", shade: 3 },
    { points: "8,70 92,70 50,97", shade: 4 },
    { points: "50,4 92,70 8,70", shade: 0 },
  ],
  10: TEN,
  12: twelve(),
  20: [
    { points: "50,3 9,27 22,66 50,20", shade: 1 },
    { points: "50,3 91,27 78,66 50,20", shade: 3 },
    { points: "9,27 9,73 22,66", shade: 2 },
    { points: "91,27 91,73 78,66", shade: 4 },
    { points: "9,73 50,97 22,66", shade: 3 },
    { points: "91,73 50,97 78,66", shade: 4 },
    { points: "22,66 78,66 50,97", shade: 3 },
    { points: "50,20 78,66 22,66", shade: 0 },
  ],
  100: TEN,
};

/** Where the number sits and how large it is, by die. */
export const DIE_FIGURE: Record<DieSides, { y: number; size: number }> = {
  4: { y: 70, size: 34 },
  6: { y: 65, size: 42 },
  8: { y: 61, size: 34 },
  10: { y: 59, size: 32 },
  12: { y: 62, size: 32 },
  20: { y: 61.5, size: 30 },
  100: { y: 57, size: 29 },
};
