import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, Socket } from "node:net";
import { basename, join } from "node:path";

const workerdBinary = createRequire(createRequire(import.meta.url).resolve("wrangler"))("workerd").default;
const compatibilityDate = "2026-11-01";
const ticksPerSecond = 100;

/** The core for servers and the one for the crowd, where the machine can hold them apart. */
export const cores = { server: "0", crowd: "1" };
export const canPin = existsSync("/usr/bin/taskset");

/** A command line that stays on one core. */
export function pinned(core, [file, ...args]) {
  return canPin ? ["/usr/bin/taskset", ["-c", core, file, ...args]] : [file, args];
}

export async function freePort() {
  return await new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = new Socket();
    const end = (open) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
    socket.connect(port, "127.0.0.1");
  });
}

async function listening(port, child) {
  for (const giveUpAt = Date.now() + 20_000; Date.now() < giveUpAt; ) {
    if (child.exitCode !== null) throw new Error("A server ended before it listened.");
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Nothing listens on ${port}.`);
}

/** What tells a room and its orchestrator of a model: with a price, so that money is set aside and put right as for any. */
function modelVariables(modelPort) {
  return {
    DM_PROVIDER: "openai",
    DM_CAMPAIGN_DAY_USD: "10000",
    DM_HOUR_USD: "10000",
    OPENAI_BASE_URL: `http://127.0.0.1:${modelPort}/v1`,
    OPENAI_MODEL: "stopwatch",
    OPENAI_CONTEXT_TOKENS: "32768",
    OPENAI_PRICE_IN: "0.1",
    OPENAI_PRICE_OUT: "0.4",
  };
}

function capnp({ bundle, port, disk, className, dm, countRows, modelPort, meter }) {
  const text = (name, value) => `(name = "${name}", text = ${JSON.stringify(value)})`;
  const object = (name) =>
    `(className = "${name}", uniqueKey = "${name === className ? "bench" : name}", enableSql = true)`;
  const bindings = [
    `(name = "ROOM", durableObjectNamespace = "${className}")`,
    ...(meter ? ['(name = "METER", durableObjectNamespace = "BenchMeter")'] : []),
    ...(dm === undefined ? [] : [`(name = "ORCHESTRATOR", service = (name = "main", entrypoint = "${dm}"))`]),
    ...Object.entries(modelPort === undefined ? {} : modelVariables(modelPort)).map(([name, value]) =>
      text(name, value),
    ),
    text("COUNT_ROWS", countRows ? "yes" : "no"),
  ];
  const objects = [className, ...(meter ? ["BenchMeter"] : [])].map(object);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "disk", disk = (path = ${JSON.stringify(disk)}, writable = true)),
    (name = "loopback", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "main.js", esModule = embed ${JSON.stringify(basename(bundle))})],
  compatibilityDate = "${compatibilityDate}",
  durableObjectNamespaces = [${objects.join(", ")}],
  durableObjectStorage = (localDisk = "disk"),
  globalOutbound = "loopback",
  bindings = [${bindings.join(", ")}],
);
`;
}

/** A server process: what it is called, where it listens, what it has used, and its end. */
class Served {
  #command;
  #core;
  #child = null;
  constructor({ name, port, command, disk = null, core = cores.server }) {
    Object.assign(this, { name, port, disk });
    this.#command = command;
    this.#core = core;
  }

  async start() {
    const [file, args] = pinned(this.#core, this.#command);
    this.#child = spawn(file, args, { stdio: ["ignore", "ignore", "pipe"] });
    this.#child.stderr.setEncoding("utf8").on("data", (text) => process.stderr.write(`[${this.name}] ${text}`));
    await listening(this.port, this.#child);
    return this;
  }

  /** Ends it at once, as a power cut would. */
  async kill() {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  get rssKib() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, "utf8"))?.[1] ?? 0);
  }

  /** Seconds of processor it has used so far. */
  get cpuSeconds() {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }

  /** The database of a room on the disk, without its ending. */
  async fileOf(room) {
    const response = await fetch(`http://127.0.0.1:${this.port}/id?room=${room}`);
    return join(this.disk, "bench", await response.text());
  }

  async call(room, method, ...args) {
    const response = await fetch(`http://127.0.0.1:${this.port}/call`, {
      method: "POST",
      body: JSON.stringify({ room, method, args }),
    });
    const { answer, error } = await response.json();
    if (error !== undefined) throw new Error(`${this.name}.${method}: ${error}`);
    return answer;
  }
}

/** Bare workerd with one bundle and a disk of its own; the disk stays when it is started again. */
export async function workerd(name, bundle, options = {}) {
  const { className = "BenchRoom", dm, countRows = false, disk, modelPort, meter = false } = options;
  const port = await freePort();
  const folder = disk ?? join(bundle, "..", `${name}-disk`);
  mkdirSync(folder, { recursive: true });
  const config = join(bundle, "..", `${name}.capnp`);
  writeFileSync(config, capnp({ bundle, port, disk: folder, className, dm, countRows, modelPort, meter }));
  return await new Served({ name, port, command: [workerdBinary, "serve", config], disk: folder }).start();
}

/** A server of Node's own. */
export async function nodeServer(name, script, args = [], core = cores.server) {
  const port = await freePort();
  return await new Served({ name, port, core, command: [process.execPath, script, String(port), ...args] }).start();
}
