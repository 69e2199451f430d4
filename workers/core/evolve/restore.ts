/** A place in the state and the value that stood there; no value means the key was absent. */
export interface Restored {
  readonly path: readonly string[];
  readonly value?: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** Puts values back where they stood. Paths that lead nowhere are passed over. */
export function restore<Lane extends object>(lane: Lane, restored: readonly Restored[]): Lane {
  return restored.reduce<Tree>((tree, { path, value }) => withValue(tree, path, value), lane as Tree) as Lane;
}

function withValue(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [key, ...rest] = path;
  if (key === undefined || key === "__proto__") return tree;
  if (rest.length > 0) {
    const branch = Object.hasOwn(tree, key) ? tree[key] : undefined;
    return isTree(branch) ? { ...tree, [key]: withValue(branch, rest, value) } : tree;
  }
  if (value !== undefined) return { ...tree, [key]: value };
  const { [key]: _gone, ...others } = tree;
  return others;
}

/** What must be put back to get from `after` to `before`. Objects are compared key by key, anything else whole. */
export function changesBack(before: unknown, after: unknown, path: readonly string[] = []): Restored[] {
  if (before === after) return [];
  if (!isTree(before) || !isTree(after))
    return sameJson(before, after) ? [] : [before === undefined ? { path } : { path, value: before }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].sort().flatMap((key) => changesBack(before[key], after[key], [...path, key]));
}

/** Keeps those changes whose place still holds what the turn left there; what changed since stays as it is. */
export function stillStanding(changes: readonly Restored[], after: unknown, now: unknown): Restored[] {
  return changes.filter(({ path }) => sameJson(valueAt(after, path), valueAt(now, path)));
}

function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (branch, key) => (isTree(branch) && Object.hasOwn(branch, key) ? branch[key] : undefined),
    tree,
  );
}

function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => sameJson(item, right[at]));
  if (!isTree(left) || !isTree(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}
