/** Deeper values are refused, so that a hostile log cannot exhaust the stack. */
const DEPTH_MAX = 64;
/** Half of a surrogate pair on its own has no UTF-8 form, and RFC 8785 forbids it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Canonical JSON of a value (RFC 8785): keys in UTF-16 order, ECMAScript numbers, no spaces. Members that are
 * `undefined` are left out. Throws a TypeError on what JSON cannot carry.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
      return String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : writeObject(value, depth + 1);
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`);
  }
}

function writeObject(value: object, depth: number): string {
  if (depth > DEPTH_MAX) throw new TypeError(`JSON deeper than ${DEPTH_MAX} levels`);
  if (Array.isArray(value)) {
    let text = "[";
    for (let index = 0; index < value.length; index += 1) text += (index === 0 ? "" : ",") + write(value[index], depth);
    return `${text}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object's prototype has none itself; this also holds for objects of another realm.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError("only plain objects have a canonical form");
  const record = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of sortedKeys(record)) {
    const member = record[key];
    if (member === undefined) continue;
    text += `${text === "" ? "{" : ","}${quote(key)}:${write(member, depth)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

/** Keys in UTF-16 order. Most objects of the log come sorted from storage already; looking is cheaper than sorting. */
function sortedKeys(record: object): string[] {
  const keys = Object.keys(record);
  for (let index = 1; index < keys.length; index += 1)
    if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return keys.sort();
  return keys;
}

/** Printable ASCII without quote and backslash needs no escaping: nearly every string of the log. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new TypeError("a lone surrogate has no UTF-8 form");
  return JSON.stringify(text);
}
