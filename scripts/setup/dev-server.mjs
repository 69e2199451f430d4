import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { lastLines, quietEnvironment, root, tool } from "./commands.mjs";
import { writeVariables } from "./dm-variables.mjs";
import { PlainError } from "./plain-error.mjs";

export const host = "127.0.0.1";
const readyWithinMs = 90_000;
const stopWithinMs = 5_000;
/** A start that has reported an error may still recover, when a port or a file was merely late. */
const graceAfterErrorMs = 5_000;

/**
 * Whether nobody listens there. Port 0 gives any free one.
 * @param {number} port
 * @returns {Promise<number | undefined>} the port, or undefined when it is taken
 */
export function freePort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (/** @type {Error & { code?: string }} */ error) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else if (error.code === "EACCES")
        reject(
          new PlainError(`Port ${port} needs more rights than you have.`, "Choose one above 1024: PORT=8788 npm start"),
        );
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}

/**
 * Serves the whole app from this folder, without account and without network.
 * @param {{ port: number, stateFolder: string, vars?: Record<string, string>, secrets?: Record<string, string> }} options
 *   stateFolder is absolute; `secrets` are variables that must not stand on a command line
 * @returns {Promise<{ url: string, logFile: string, ended: Promise<string>, stop: () => Promise<void>, kill: () => Promise<void> }>}
 *   `kill` gives it no time for anything, as a power cut would; `ended` gives the last lines of the log once the server is gone
 */
export async function serveApp({ port, stateFolder, vars = {}, secrets = {} }) {
  mkdirSync(stateFolder, { recursive: true });
  const logFile = join(stateFolder, "server.log");
  const log = createWriteStream(logFile);
  const variablesFile = writeVariables(stateFolder, secrets);
  const child = startWrangler({ port, stateFolder, vars, variablesFile });
  let recent = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      log.write(chunk);
      recent = (recent + chunk).slice(-8_000);
    });
  }
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(String(error)));
    child.once("close", () => {
      // Wrangler killed from outside leaves the runtime behind, and the runtime keeps the port.
      signalGroup(child.pid, "SIGKILL");
      rmSync(variablesFile, { force: true });
      resolve(lastLines(recent, 20));
    });
  });
  const url = `http://${host}:${port}`;
  const stop = async () => {
    signalGroup(child.pid, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), stopWithinMs);
    await ended;
    clearTimeout(timer);
    log.end();
  };
  const kill = async () => {
    signalGroup(child.pid, "SIGKILL");
    await ended;
    log.end();
  };
  const failure = await untilReady(url, ended, () => stripVTControlCharacters(recent));
  if (failure !== undefined) {
    await stop();
    throw new PlainError("The server did not start. It said:", `${failure}\nAll of it: ${logFile}`);
  }
  return { url, logFile, ended, stop, kill };
}

/** @param {{ port: number, stateFolder: string, vars: Record<string, string>, variablesFile: string }} options */
function startWrangler({ port, stateFolder, vars, variablesFile }) {
  const [file, args] = tool("wrangler", [
    ...["dev", "--local", "--ip", host, "--port", String(port), "--inspector-port", "0"],
    ...["--env-file", variablesFile],
    ...["--persist-to", stateFolder, "--show-interactive-dev-session=false"],
    ...["--var", "PROFILE:dev", ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`])],
    ...["--define", "__DEV_SIGN_IN__:true"],
  ]);
  return spawn(file, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: stopping it stops the runtime below it, and Ctrl-C reaches us first.
    detached: process.platform !== "win32",
    // A registry of its own: another copy of Emberhall on this machine must not answer our service binding.
    env: { ...quietEnvironment(), WRANGLER_REGISTRY_PATH: join(stateFolder, "registry"), NO_COLOR: "1" },
  });
}

/**
 * @param {string} url
 * @param {Promise<string>} ended
 * @param {() => string} said what the server has said so far
 * @returns {Promise<string | undefined>} why it did not come up
 */
async function untilReady(url, ended, said) {
  let deadlineMs = Date.now() + readyWithinMs;
  let death;
  ended.then((words) => {
    death = words;
  });
  while (Date.now() < deadlineMs) {
    if (death !== undefined) return death;
    // The page itself is a file that the Worker need not be well to serve.
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer !== undefined && answer.status < 500) return undefined;
    if (said().includes("[ERROR]")) deadlineMs = Math.min(deadlineMs, Date.now() + graceAfterErrorMs);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  const words = said();
  return `${lastLines(words.slice(Math.max(0, words.indexOf("✘ [ERROR]"))), 30)}\nNothing answered at ${url}.`;
}

/**
 * @param {number | undefined} pid
 * @param {"SIGTERM" | "SIGKILL"} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // Already gone.
  }
}
