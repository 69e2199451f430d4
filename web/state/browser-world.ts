import type { SocketWorld } from "./table-socket.ts";

/** Sockets, clock and chance of the browser. */
export function browserWorld(path: string): SocketWorld {
  return {
    open(protocols) {
      const url = new URL(path, location.href);
      url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
      return new WebSocket(url, protocols);
    },
    now: () => Date.now(),
    random: Math.random,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
