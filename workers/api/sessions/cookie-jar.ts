import { isLoopback } from "../profile.ts";

/** Seconds a browser keeps each of our cookies; the server counts for itself. */
const COOKIES = {
  /** The access token. Before there were two halves, the whole session stood under this name. */
  access: { suffix: "", seconds: 15 * 60 },
  refresh: { suffix: "-refresh", seconds: 30 * 86_400 },
  /** Ties the two steps of signing in to one browser, before there is a session. */
  ceremony: { suffix: "-ceremony", seconds: 10 * 60 },
} as const;
export type CookieKind = keyof typeof COOKIES;

/** The cookies that came, and those that go back. Nothing else reads or writes any. */
export class CookieJar {
  readonly #prefix: string;
  readonly #flags: string;
  readonly #came: readonly string[];
  readonly #goes = new Map<CookieKind, string>();

  constructor(request: Request) {
    const { protocol, hostname } = new URL(request.url);
    // `__Host-` binds a cookie to this very host and to https. Over plain http, which is this machine only, browsers
    // refuse that name, so there it has another.
    const isPlain = protocol === "http:" && isLoopback(hostname);
    this.#prefix = isPlain ? "emberhall" : "__Host-emberhall";
    this.#flags = `HttpOnly; ${isPlain ? "" : "Secure; "}SameSite=Lax; Path=/`;
    this.#came = (request.headers.get("cookie") ?? "").split(";").map((each) => each.trim());
  }

  get(kind: CookieKind): string | null {
    const start = `${this.#prefix}${COOKIES[kind].suffix}=`;
    const found = this.#came.filter((each) => each.startsWith(start));
    // Two of one name mean that somebody planted one: take neither.
    const [only] = found;
    return found.length === 1 && only !== undefined && only.length > start.length ? only.slice(start.length) : null;
  }

  set(kind: CookieKind, value: string): void {
    this.#goes.set(kind, this.#line(kind, value, COOKIES[kind].seconds));
  }

  drop(kind: CookieKind): void {
    this.#goes.set(kind, this.#line(kind, "", 0));
  }

  /** The answer with what goes back. One that upgrades belongs to the room and is left as it is. */
  onto(answer: Response): Response {
    if (this.#goes.size === 0 || answer.status === 101) return answer;
    const dressed = new Response(answer.body, answer);
    for (const line of this.#goes.values()) dressed.headers.append("set-cookie", line);
    // An answer that others may keep must not hand them somebody's session.
    dressed.headers.set("cache-control", "no-store");
    return dressed;
  }

  #line(kind: CookieKind, value: string, seconds: number): string {
    return `${this.#prefix}${COOKIES[kind].suffix}=${value}; Max-Age=${seconds}; ${this.#flags}`;
  }
}
