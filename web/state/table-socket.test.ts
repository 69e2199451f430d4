import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Problem } from "../../workers/contracts/problems.ts";
import { backoffMs } from "./backoff.ts";
import type { Result } from "./result.ts";
import { type Line, makeTableSocket } from "./table-socket.ts";
import { CLOSE } from "./wire.ts";

interface Thread {
  readyState: number;
  sent: string[];
  protocols: string[];
  onopen?: () => void;
  onmessage?: (ev: { data: unknown }) => void;
  onclose?: (ev: { code: number }) => void;
}

/** Sockets and a clock in the hand. */
function world() {
  const threads: Thread[] = [];
  const lines: Line[] = [];
  let reloads = 0;
  let ticket: Result<{ ticket: string }> = { ok: true, value: { ticket: "jwt" } };
  const socket = makeTableSocket({
    world: {
      open(protocols) {
        const thread: Thread = { readyState: 0, sent: [], protocols };
        threads.push(thread);
        const send = (text: string) => void thread.sent.push(text);
        const close = () => {
          thread.readyState = 3;
        };
        return Object.assign(thread, { send, close }) as unknown as WebSocket;
      },
      now: () => Date.now(),
      random: () => 1,
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    askTicket: async () => ticket,
    onOpen: () => undefined,
    onFrame: () => undefined,
    onLine: (line) => lines.push(line),
    onReload: () => {
      reloads++;
    },
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return {
    socket,
    threads,
    last: () => threads.at(-1) as Thread,
    line: () => lines.at(-1),
    reloads: () => reloads,
    refuseTickets: (problem: Problem) => {
      ticket = { ok: false, problem };
    },
    async opened() {
      socket.start();
      await settle();
      this.last().readyState = 1;
      this.last().onopen?.();
    },
    async closed(code: number) {
      this.last().onclose?.({ code });
      await settle();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", { OPEN: 1 });
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

describe("the line to the table", () => {
  test("shows its ticket beside the protocol, never in the address", async () => {
    const table = world();
    await table.opened();
    expect(table.last().protocols).toEqual(["emberhall.v1", "ticket.jwt"]);
    expect(table.line()).toEqual({ state: "open" });
  });

  test("comes back by itself, later each time, with a ticket of its own", async () => {
    const table = world();
    await table.opened();
    await table.closed(1006);
    expect(table.line()?.state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(500);
    expect(table.threads).toHaveLength(2);
    await table.closed(1006);
    await vi.advanceTimersByTimeAsync(999);
    expect(table.threads).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(table.threads).toHaveLength(3);
  });

  test.each([
    [CLOSE.removed, "removed"],
    [CLOSE.replaced, "replaced"],
  ] as const)("stays away after %i", async (code, why) => {
    const table = world();
    await table.opened();
    await table.closed(code);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(table.line()).toMatchObject({ state: "ended", why });
    expect(table.threads).toHaveLength(1);
  });

  test.each([CLOSE.badTicket, CLOSE.tooSlow, CLOSE.restarting, CLOSE.flooding])("comes back after %i", async (code) => {
    const table = world();
    await table.opened();
    await table.closed(code);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(table.threads).toHaveLength(2);
  });

  test("starts from nothing when told to", async () => {
    const table = world();
    await table.opened();
    await table.closed(CLOSE.reload);
    expect(table.reloads()).toBe(1);
  });

  test("a ticket refused for good ends it, with the reason", async () => {
    const table = world();
    table.refuseTickets({ type: "", slug: "not-a-member", title: "You have no place at this table.", status: 404 });
    table.socket.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(table.line()).toMatchObject({ state: "ended", why: "refused", problem: { slug: "not-a-member" } });
  });

  test("a page that the table will not have ends it, and does not come back by itself", async () => {
    const table = world();
    await table.opened();
    const problem = { slug: "protocol-mismatch", title: "Reload.", status: 426, type: "about:blank" } as Problem;
    table.socket.refuse(problem);
    expect(table.threads.at(-1)?.readyState).toBe(3);
    await table.closed(CLOSE.reload);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(table.threads).toHaveLength(1);
    expect(table.line()).toEqual({ state: "ended", why: "refused", problem });
  });

  test("an unreachable server is only waited for", async () => {
    const table = world();
    table.refuseTickets({ type: "", slug: "unavailable", title: "", status: 0 });
    table.socket.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(table.line()?.state).toBe("waiting");
  });

  test("silence after a ping means that the line is dead", async () => {
    const table = world();
    await table.opened();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(table.last().sent).toEqual(["ping"]);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(table.line()?.state).toBe("waiting");
  });

  test("an answered ping keeps it", async () => {
    const table = world();
    await table.opened();
    await vi.advanceTimersByTimeAsync(20_000);
    table.last().onmessage?.({ data: "pong" });
    await vi.advanceTimersByTimeAsync(19_999);
    expect(table.line()?.state).toBe("open");
  });

  test("a table that never falls silent is still pinged: it is by its pings that it knows who is here", async () => {
    const table = world();
    await table.opened();
    for (let second = 0; second < 60; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      table.last().onmessage?.({ data: "pong" });
    }
    expect(table.last().sent).toEqual(["ping", "ping", "ping"]);
  });

  test("asking again and again buys a dead line no time", async () => {
    const table = world();
    await table.opened();
    for (let at = 0; at < 4; at++) {
      table.socket.nudge();
      await vi.advanceTimersByTimeAsync(650);
    }
    expect(table.last().sent).toEqual(["ping"]);
    expect(table.line()?.state).toBe("waiting");
  });

  test("coming back online tries at once", async () => {
    const table = world();
    await table.opened();
    for (let tries = 0; tries < 5; tries++) {
      await table.closed(1006);
      await vi.advanceTimersByTimeAsync(20_000);
    }
    await table.closed(1006);
    const before = table.threads.length;
    table.socket.nudge();
    await vi.advanceTimersByTimeAsync(0);
    expect(table.threads).toHaveLength(before + 1);
  });
});

test("full jitter: anywhere below a doubling ceiling that ends at twenty seconds", () => {
  expect(backoffMs(0, () => 1)).toBe(500);
  expect(backoffMs(3, () => 0.5)).toBe(2_000);
  expect(backoffMs(40, () => 1)).toBe(20_000);
  expect(backoffMs(5, () => 0)).toBe(0);
});
