import { randomUUID } from "node:crypto";
import { Line } from "./line.mjs";

const EVENTS = Buffer.from('{"t":"server.events"');
const PRESENCE = Buffer.from('{"t":"server.presence"');
const SEQ = Buffer.from('"seq":');
const OPENING_AT_ONCE = 50;

/** Everybody at one table: many sockets, of which each frame is read once and compared for all others. */
export class Group {
  #fold;
  #frames = new Map();
  #sent = new Map();
  #onDone = () => undefined;
  sockets = [];
  /** What the first socket was told, to be folded when the clock stands still. */
  told = { snapshot: null, events: [] };
  latencies = [];
  /** The seq behind each latency. */
  seqs = [];
  frameBytes = [];
  acknowledged = new Map();
  faults = { gaps: 0, doubled: 0, differing: 0, problems: [] };
  deliveries = 0;
  /** What has been said and not been answered yet; said again after a reconnect, as the app does. */
  outbox = new Map();

  constructor({ port, room, members, seated, count, proven, fold }) {
    Object.assign(this, { port, room, members, seated, count, proven });
    this.#fold = fold;
  }

  /** Opens every line and waits until each is level with the log. */
  async gather(atOnce = OPENING_AT_ONCE) {
    const places = Array.from(
      { length: this.count },
      (_, at) => this.sockets[at] ?? { at, memberId: this.members[at % this.members.length], seq: 0, hash: null },
    );
    this.sockets = places;
    for (let from = 0; from < places.length; from += atOnce)
      await Promise.all(places.slice(from, from + atOnce).map((place) => this.#sit(place)));
  }

  async #sit(place) {
    const line = new Line();
    place.line = line;
    line.onText = (bytes) => this.#hear(place, bytes);
    line.onClose = () => {
      place.open = false;
      place.onGone?.(new Error("The room closed a line that had said hello."));
    };
    await line.open({ port: this.port, path: `/socket?room=${this.room}&member=${place.memberId}` });
    place.open = true;
    await this.hello(place);
  }

  /** Says hello from where the socket stands; settles when it knows head and hash. */
  hello(place) {
    place.hash = null;
    return new Promise((resolve, reject) => {
      place.onLevel = resolve;
      place.onGone = reject;
      place.line.send(
        JSON.stringify({
          t: "client.hello",
          protocol: this.#fold.PROTOCOL_VERSION,
          epoch: place.seq === 0 ? null : 1,
          last_seq_seen: place.seq,
        }),
      );
    });
  }

  #hear(place, bytes) {
    if (startsWith(bytes, EVENTS)) return this.#hearEvents(place, bytes);
    if (startsWith(bytes, PRESENCE)) return undefined;
    const frame = JSON.parse(bytes.toString());
    if (frame.t === "server.snapshot") {
      if (place.at === 0) this.told = { snapshot: frame.view, events: [] };
      place.seq = frame.seq;
      place.hash = frame.state_hash;
      place.onLevel?.();
    } else if (frame.t === "server.head") {
      if (place.seq === 0) place.seq = frame.seq;
      place.hash = frame.state_hash;
      place.onLevel?.();
    } else if (frame.t === "server.receipt") {
      this.acknowledged.set(frame.re, frame.seq);
      this.outbox.delete(frame.re);
    } else if (frame.t === "server.problem")
      this.faults.problems.push(frame.problem?.type ?? frame.problem?.slug ?? "problem");
    else if (frame.t === "server.draft") this.onDraft?.(frame);
    return undefined;
  }

  onDraft = null;
  keepsOutbox = false;

  #hearEvents(place, bytes) {
    this.deliveries += 1;
    const first = numberAfter(bytes, SEQ);
    const key = `${first}:${bytes.length}`;
    let frame = this.#frames.get(key);
    if (frame === undefined) {
      frame = readEvents(bytes);
      this.#frames.set(key, frame);
      if (this.#frames.size > 2_000) this.#frames.delete(this.#frames.keys().next().value);
    } else if (!frame.bytes.equals(bytes)) this.faults.differing += 1;
    if (first <= place.seq) this.faults.doubled += 1;
    else if (first !== place.seq + 1) this.faults.gaps += 1;
    place.seq = frame.last;
    if (place.at === 0) this.told.events.push(...frame.events);
    frame.heardBy += 1;
    if (frame.heardBy === this.count) this.#everybodyHas(frame);
  }

  #everybodyHas({ ids, bytes, last }) {
    const now = performance.now();
    for (const id of ids) {
      const sentAt = this.#sent.get(id);
      if (sentAt === undefined) continue;
      this.#sent.delete(id);
      this.latencies.push(now - sentAt);
      this.seqs.push(last);
      this.frameBytes.push(bytes.length);
      this.#onDone();
    }
  }

  get waiting() {
    return this.#sent.size;
  }

  /** The next thing somebody does: what a seated player does, what anybody says, or a roll of the dice. */
  speak(turn, kind) {
    const speakers =
      kind === "chat" ? this.sockets : this.sockets.filter(({ memberId }) => this.seated.includes(memberId));
    const place = speakers[turn % speakers.length];
    const id = randomUUID();
    const text = JSON.stringify(commandFrame(kind, id, turn));
    this.#sent.set(id, performance.now());
    if (this.keepsOutbox) this.outbox.set(id, { place, text });
    if (place.open) place.line.send(text);
    return id;
  }

  resend() {
    for (const { place, text } of this.outbox.values()) place.line.send(text);
  }

  forgetWaiting() {
    this.#sent.clear();
  }

  whenDone(listener) {
    this.#onDone = listener;
  }

  /** Whether all sockets say the same, and the first one's own fold agrees with the room's hash. */
  async verdict() {
    await Promise.all(this.sockets.map((place) => this.hello(place)));
    const seqs = new Set(this.sockets.map(({ seq }) => seq));
    const hashes = new Set(this.sockets.map(({ hash }) => hash));
    const agreed = seqs.size === 1 && hashes.size === 1;
    const { memberId, hash } = this.sockets[0];
    let folded = true;
    if (this.proven && this.told.snapshot !== null) {
      const state = this.#fold.folded(this.#fold.stateOf(this.told.snapshot, memberId), this.told.events);
      folded = this.#fold.hashOf(state, memberId) === hash;
    }
    return { seq: [...seqs][0], agreed, folded, ...this.faults, problems: this.faults.problems.slice(0, 5) };
  }

  disperse() {
    for (const { line } of this.sockets) line.drop();
  }
}

function commandFrame(kind, id, turn) {
  const text = `I lift the lantern, turn ${turn % 10} times around and ask what the keeper has seen.`;
  if (kind === "chat") return { t: "client.chat", id, chat: { type: "chat", channel: "ooc", to: [], text } };
  if (kind === "roll")
    return { t: "client.roll", id, roll: { type: "roll", expression: "2d20kh1+5", visibility: "public" } };
  return { t: "client.player_action", id, act: { type: "act", mode: "do", text } };
}

function readEvents(bytes) {
  const copy = Buffer.from(bytes);
  const { events } = JSON.parse(copy.toString());
  return {
    bytes: copy,
    events,
    last: events.at(-1).header.seq,
    ids: new Set(events.map((event) => event.body?.cause?.actionId)),
    heardBy: 0,
  };
}

function startsWith(bytes, mark) {
  return bytes.length > mark.length && bytes.compare(mark, 0, mark.length, 0, mark.length) === 0;
}

function numberAfter(bytes, mark) {
  let at = bytes.indexOf(mark) + mark.length;
  let number = 0;
  for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9; digit = bytes[++at] - 48) number = number * 10 + digit;
  return number;
}
