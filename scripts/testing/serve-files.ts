import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Where tests that have no disk find the files of `workers/testkit/pdf-corpus.ts`: this host and the file's name. */
export const FILES_HOST = "files.test";

/** Serves the files of the corpus. Each is made when it is first asked for, and once in a run. */
export async function serveFiles(): Promise<{ readonly origin: string }> {
  const made = new Map<string, Promise<Uint8Array>>();
  const server = createServer(async (request, response) => {
    // Only now: most runs want none of these files, and the makers are large.
    const { CORPUS } = await import("../../workers/testkit/pdf-corpus.ts");
    const name = (request.url ?? "").slice(1);
    const make = CORPUS[name];
    if (make === undefined) return response.writeHead(404).end(`No file ${name}`);
    const file = made.get(name) ?? make();
    made.set(name, file);
    try {
      response.writeHead(200, { "content-type": "application/pdf" }).end(await file);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A run ends although nobody closes it.
  server.unref();
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
