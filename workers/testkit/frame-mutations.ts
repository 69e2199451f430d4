import { type ClientFrame, PROTOCOL_VERSION } from "../contracts/frames.ts";

/** Chance from a seed, the same on every machine. */
export class SeededChance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 0x9e37_79b9) >>> 0 || 1;
  }

  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state >>>= 0;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state % limit;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** True in so many of a hundred cases. */
  happens(percent: number): boolean {
    return this.below(100) < percent;
  }

  id(): string {
    const hex = () => this.below(65_536).toString(16).padStart(4, "0");
    return `${hex()}${hex()}-${hex()}-4${hex().slice(1)}-8${hex().slice(1)}-${hex()}${hex()}${hex()}`;
  }
}

/** One sound frame of each kind, and of each thing it can carry. */
export function soundFrames(chance: SeededChance): readonly unknown[] {
  const id = chance.id();
  const memberId = `m_${"a".repeat(20)}`;
  const entropy = { reveal: null, commit: "ab".repeat(32) };
  const look = { seed: "s", kind: "person" };
  const table = (command: object) => ({ t: "client.table", id, command });
  const gm = (command: object) => ({ t: "client.gm", id, command });
  return [
    { t: "client.hello", protocol: PROTOCOL_VERSION, epoch: 1, last_seq_seen: 3 },
    { t: "client.player_action", id, act: { type: "act", mode: "do", text: "I look", entropy } },
    { t: "client.roll", id, roll: { type: "roll", expression: "1d20", label: "luck", visibility: "public", entropy } },
    { t: "client.roll", id, roll: { type: "roll", expression: "1d20", visibility: "gm", ticketSeq: 4 } },
    { t: "client.chat", id, chat: { type: "chat", channel: "whisper", to: [memberId], text: "psst" } },
    { t: "client.typing", typing: true },
    { t: "client.cancel_turn", id, turnId: "t_12" },
    { t: "client.renew", ticket: "a.b.c" },
    table({ type: "take_seat", creatureId: "wren" }),
    table({ type: "leave_seat" }),
    table({ type: "set_seat_policy", policy: "skip" }),
    table({ type: "commit_entropy", entropy }),
    table({ type: "retry_turn", turnId: "t_1" }),
    table({ type: "equip", itemId: "rope", equipped: true }),
    table({
      type: "make_hero",
      draft: {
        name: "Elm",
        pronoun: "they",
        blurb: "",
        look,
        sheet: {
          ruleset: "embers",
          calling: "Guard",
          traits: { blaze: 2, smoke: 0, stone: 1, spark: -1, hearth: 1 },
          harmMax: 5,
          features: [],
        },
        items: [],
        coinCopper: 0,
      },
    }),
    gm({ type: "gm_patch", creatureId: "wren", field: "hp", value: 3, reason: "fair" }),
    gm({ type: "gm_tool", tool: "attack", args: { attackerId: "wren", targetId: "wolf", attackId: "bow" } }),
    gm({ type: "gm_whisper", to: [memberId], text: "psst" }),
    gm({ type: "gm_settings", settings: { turnMode: "round", roundSeconds: 60 } }),
    gm({ type: "gm_undo_turn", turnId: "t_3", reason: "no" }),
    gm({ type: "gm_call_roll", creatureId: "wren", expression: "1d20", dc: 12, label: "steady", visibility: "blind" }),
    gm({ type: "gm_remove_member", memberId, reason: "noise" }),
  ] satisfies readonly (ClientFrame | object)[];
}

const ODD: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  1e308,
  -1e308,
  1.5,
  -Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "a\u202eb",
  "constructor",
  "__proto__",
  "toString",
  "é".repeat(3_000),
  [],
  {},
  [[]],
  { length: -1 },
  { toString: null },
  "gm_take_over",
  "client.gm",
  "1d999999",
  "((((((((((",
  "'; DROP TABLE events;--",
];
const KEYS = [
  "t",
  "id",
  "type",
  "constructor",
  "toString",
  "hasOwnProperty",
  "audience",
  "actor",
  "seq",
  "$ref",
  "then",
];

/** A frame that has met with an accident: as the text or the bytes that arrive. */
export function mutatedFrame(chance: SeededChance): string | ArrayBuffer {
  let frame: unknown = structuredClone(chance.pick(soundFrames(chance)));
  for (let accidents = chance.below(4); accidents > 0; accidents -= 1) frame = changed(frame, chance);
  return spoiled(JSON.stringify(frame) ?? "undefined", chance);
}

/** One place somewhere in a value, changed: taken out, doubled, exchanged, deepened or given a strange name. */
export function changed(value: unknown, chance: SeededChance): unknown {
  if (typeof value !== "object" || value === null || chance.happens(15))
    return chance.happens(20) ? nested(value, chance.below(300)) : chance.pick(ODD);
  if (Array.isArray(value))
    return chance.happens(30)
      ? Array.from({ length: chance.below(2_000) }, () => chance.below(3))
      : value.map((each) => (chance.happens(50) ? changed(each, chance) : each));
  const entries = Object.entries(value);
  const at = chance.below(Math.max(1, entries.length));
  const kind = chance.below(5);
  if (kind === 0) entries.splice(at, 1);
  else if (kind === 1) entries.push([chance.pick(KEYS), chance.pick(ODD)]);
  else if (kind === 2) entries.push(["__proto__", { isGm: true, role: "owner" }]);
  else if (entries[at] !== undefined) entries[at] = [entries[at][0], changed(entries[at][1], chance)];
  // Not Object.fromEntries, which would set the prototype; a hostile frame holds the key itself.
  return JSON.parse(
    `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each) ?? "null"}`).join(",")}}`,
  );
}

function nested(value: unknown, depth: number): unknown {
  let deep = value;
  for (let level = 0; level < depth; level += 1) deep = level % 2 === 0 ? [deep] : { a: deep };
  return deep;
}

/** What can happen to the text itself. */
export function spoiled(text: string, chance: SeededChance): string | ArrayBuffer {
  switch (chance.below(16)) {
    case 0:
      return text.slice(0, chance.below(text.length + 1));
    case 1:
      return `${text}${text}`;
    case 2:
      return text.replaceAll('"', chance.pick(["'", "", "\\"]));
    case 3:
      return "[".repeat(chance.below(40_000));
    case 4:
      return text.replace(/:/, `:${"-".repeat(chance.below(3))}`);
    case 5:
      return new TextEncoder().encode(text).buffer as ArrayBuffer;
    case 8:
      return text.replace(/:"[^"]*"/, `:"${chance.pick(["x", "é", "\u{1f56f}"]).repeat(70_000)}"`);
    case 6:
      return text.replace(/"text":"/, '"text":"\\ud800');
    case 7:
      return " ".repeat(chance.below(70_000)) + text;
    default:
      return text;
  }
}
