import { randomBytes } from "node:crypto";
import { connect } from "node:net";

const TEXT = 1;
const CLOSE = 8;

/**
 * The thinnest WebSocket client there can be: it shares its core with up to 500 of its kind and must never be what is
 * measured. Hands whole text frames on as bytes.
 */
export class Line {
  #socket;
  #rest = null;
  #opened = false;
  onText = () => undefined;
  onClose = () => undefined;

  /** Settles when the server has agreed to talk WebSocket. */
  open({ port, path }) {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      this.#socket = socket;
      const failed = (error) => (this.#opened ? undefined : reject(error ?? new Error("The line was not opened.")));
      socket.on("error", failed);
      socket.on("close", () => {
        failed();
        this.onClose();
      });
      socket.on("connect", () => {
        const key = randomBytes(16).toString("base64");
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
        );
      });
      socket.on("data", (bytes) => {
        const all = this.#rest === null ? bytes : Buffer.concat([this.#rest, bytes]);
        this.#rest = null;
        if (this.#opened) return this.#read(all);
        const end = all.indexOf("\r\n\r\n");
        if (end < 0) {
          this.#rest = all;
          return undefined;
        }
        const status = all.toString("latin1", 0, end).split("\r\n")[0];
        if (!status.includes(" 101 ")) {
          reject(new Error(status));
          return socket.destroy();
        }
        this.#opened = true;
        resolve(this);
        return this.#read(all.subarray(end + 4));
      });
    });
  }

  #read(bytes) {
    let at = 0;
    for (;;) {
      const frame = frameAt(bytes, at);
      if (frame === null) break;
      at = frame.end;
      if (frame.opcode === TEXT) this.onText(bytes.subarray(frame.start, frame.end));
      else if (frame.opcode === CLOSE) this.#socket.end();
    }
    if (at < bytes.length) this.#rest = at === 0 ? bytes : Buffer.from(bytes.subarray(at));
  }

  send(text) {
    const body = Buffer.from(text);
    const head =
      body.length < 126
        ? Buffer.from([0x81, 0x80 | body.length])
        : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255]);
    // A mask of zeros is a mask: the bytes stay as they are.
    this.#socket.write(Buffer.concat([head, Buffer.alloc(4), body]));
  }

  drop() {
    this.#socket.destroy();
  }
}

/** Where the next frame lies, or null while it is not whole. Servers here neither mask nor fragment. */
function frameAt(bytes, at) {
  if (bytes.length < at + 2) return null;
  const short = bytes[at + 1] & 127;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < at + head) return null;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
  const start = at + head;
  return bytes.length < start + size ? null : { opcode: bytes[at] & 15, start, end: start + size };
}
