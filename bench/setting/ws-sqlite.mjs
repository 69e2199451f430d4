// The other denominator: `ws` and node:sqlite in one process, every commit on the disk before it is told.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const near = createRequire(createRequire(createRequire(import.meta.url).resolve("wrangler")).resolve("miniflare"));
const { WebSocketServer, WebSocket } = near("ws");

const [port = "0", folder = "."] = process.argv.slice(2);
const database = new DatabaseSync(join(folder, "events.sqlite"));
database.exec(
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, event TEXT NOT NULL)",
);
const insert = database.prepare("INSERT INTO events (seq, event) VALUES (?, ?)");
const PAD = "0".repeat(430);
let seq = database.prepare("SELECT MAX(seq) AS seq FROM events").get().seq ?? 0;

const server = createServer((request, response) => {
  request.resume();
  response.end(JSON.stringify({ answer: { ok: true, seq } }));
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    const { t, id, chat, act } = JSON.parse(data.toString());
    if (t === "client.hello") {
      socket.send(JSON.stringify({ t: "server.welcome", head: seq, epoch: 1 }));
      socket.send(JSON.stringify({ t: "server.head", seq, state_hash: "" }));
      return;
    }
    seq += 1;
    const event = JSON.stringify({
      header: { seq },
      body: { cause: { actionId: id }, payload: chat ?? act },
      pad: PAD,
    });
    insert.run(seq, event);
    const text = `{"t":"server.events","events":[${event}]}`;
    for (const each of sockets.clients) if (each.readyState === WebSocket.OPEN) each.send(text);
  });
});
server.listen(Number(port), "127.0.0.1");
