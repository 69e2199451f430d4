import { fileURLToPath } from "node:url";
import { cores } from "./workerd.mjs";

const script = fileURLToPath(new URL("./model-server.mjs", import.meta.url));

/** Starts the model on the crowd's core, where nobody has anything to do while it thinks. */
export async function modelAtHand(node) {
  const server = await node("model", script, [], cores.crowd);
  const ask = async (path, body = {}) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return await response.json();
  };
  return {
    port: server.port,
    /** How long it thinks before each answer, and before each of the first words after that. */
    behave: (manner) => ask("/manner", manner),
    /** The requests since this was last asked, with their moments. */
    asked: () => ask("/asked"),
    /** The last request of each task, word for word. */
    bodies: () => ask("/bodies"),
    kill: () => server.kill(),
  };
}
