/** So much at once, and so much a second after that. Every door has one; none is without end. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

export const SOCKET_ALLOWANCE: Allowance = { burst: 30, perSecond: 10 };
export const MEMBER_ALLOWANCE: Allowance = { burst: 40, perSecond: 20 };
/** A client says hello when it comes and when it finds a gap. */
export const HELLO_ALLOWANCE: Allowance = { burst: 10, perSecond: 1 };
/** Questions to the sources: each may buy a model's answer, and is read by the whole table. */
export const ASKING_ALLOWANCE: Allowance = { burst: 6, perSecond: 6 / 60 };
/** Frames refused, less those let through, before a socket that does not listen is closed. */
export const REFUSALS_MAX = 200;

interface Bucket {
  tokens: number;
  at: number;
  refused: number;
}

/** Token buckets in memory. Eviction refills them, which costs nothing: a flood keeps the room awake. */
export class RateLimits<Key> {
  readonly #allowance: Allowance;
  readonly #buckets = new Map<Key, Bucket>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Takes one token. Otherwise says how long to wait, and how far this key has gone beyond its share. */
  take(key: Key, now: number): { ok: true } | { ok: false; retryAfterMs: number; refused: number } {
    const { burst, perSecond } = this.#allowance;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now, refused: 0 };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      bucket.refused += 1;
      return { ok: false, retryAfterMs: Math.ceil(((1 - bucket.tokens) / perSecond) * 1_000), refused: bucket.refused };
    }
    bucket.tokens -= 1;
    // One step back and not to nothing: in the middle of a flood a frame gets through now and then as well.
    bucket.refused = Math.max(0, bucket.refused - 1);
    return { ok: true };
  }

  forget(key: Key): void {
    this.#buckets.delete(key);
  }
}
