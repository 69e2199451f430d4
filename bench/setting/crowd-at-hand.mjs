import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cores, pinned } from "./workerd.mjs";

const script = fileURLToPath(new URL("../crowd/crowd.mjs", import.meta.url));

/** Starts the crowd and answers with a way to ask it for things. */
export function crowdAtHand(fold) {
  const [file, args] = pinned(cores.crowd, [process.execPath, script, fold]);
  const child = spawn(file, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const waiting = new Map();
  let asked = 0;
  child.on("message", ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(answer);
    else reject(new Error(error));
  });
  child.on("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("The crowd has gone home."));
  });
  return {
    ask: (operation, options) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ id: asked, operation, options });
      }),
    goHome: () => child.kill(),
  };
}
