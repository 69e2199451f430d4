import { type CallOptions, ModelFault } from "./port.ts";

/** The time one call may take: in all, and in silence. Its signal ends the request when either runs out. */
export class CallClock {
  readonly #controller = new AbortController();
  readonly #ended: Promise<never>;
  readonly #total: ReturnType<typeof setTimeout>;
  readonly #idleMs: number;
  readonly #caller: AbortSignal | undefined;
  #silenceLeftMs: number;
  #end: (reason: unknown) => void = () => undefined;
  /** Why the clock ended the call; undefined while it runs. */
  reason: unknown;

  constructor({ signal, totalMs, idleMs }: CallOptions) {
    this.#ended = new Promise<never>((_, reject) => {
      this.#end = reject;
    });
    this.#ended.catch(() => undefined);
    this.#idleMs = idleMs;
    this.#silenceLeftMs = idleMs;
    this.#total = setTimeout(() => this.#stopBecause(new ModelFault("timeout", { code: "total" })), totalMs);
    this.#caller = signal;
    if (signal?.aborted === true) this.#cancelled();
    signal?.addEventListener("abort", this.#cancelled, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for work that may take all the time there is. */
  async wait<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return await Promise.race([this.#ended, work]);
  }

  /** Waits for a stream to go on. Only `heard` gives back the silence used up, so a trickle of bytes does not. */
  readonly waitInSilence = async <T>(work: Promise<T>): Promise<T> => {
    const from = Date.now();
    const silence = setTimeout(
      () => this.#stopBecause(new ModelFault("timeout", { code: "idle" })),
      this.#silenceLeftMs,
    );
    try {
      return await this.wait(work);
    } finally {
      clearTimeout(silence);
      this.#silenceLeftMs = Math.max(0, this.#silenceLeftMs - (Date.now() - from));
    }
  };

  /** Before anything is sent: a call cancelled by then must cost nothing. */
  throwIfEnded(): void {
    if (this.reason !== undefined) throw this.reason;
  }

  /** Something of the answer came. */
  heard(): void {
    this.#silenceLeftMs = this.#idleMs;
  }

  /** Ends the clock and lets go of the connection. */
  stop(): void {
    clearTimeout(this.#total);
    this.#caller?.removeEventListener("abort", this.#cancelled);
    this.#controller.abort();
  }

  readonly #cancelled = (): void => this.#stopBecause(this.#caller?.reason);

  #stopBecause(reason: unknown): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.#end(reason);
    this.#controller.abort(reason);
  }
}
