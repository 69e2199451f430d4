import type { JobBindings } from "../jobs/bindings.ts";

/** Called for each call of a binding, by its name, before it and after it. What it throws, the caller gets. */
export type Watch = (call: string, when: "before" | "after") => void | Promise<void>;

/** The bindings of the jobs, with each call of D1, R2 and the queue watched. */
export function watched(env: JobBindings, watch: Watch): JobBindings {
  const around = async <T>(call: string, run: () => Promise<T>): Promise<T> => {
    await watch(call, "before");
    const result = await run();
    await watch(call, "after");
    return result;
  };
  return {
    ...env,
    DB: watchedDatabase(env.DB, around),
    FILES: new Proxy(env.FILES, {
      get: (bucket, name: keyof R2Bucket) => {
        const method = bucket[name] as (...given: unknown[]) => Promise<unknown>;
        return (...given: unknown[]) => around(`FILES.${name}`, () => method.apply(bucket, given));
      },
    }),
    JOBS: { send: (job) => around("JOBS.send", () => env.JOBS.send(job)) },
  };
}

type Around = <T>(call: string, run: () => Promise<T>) => Promise<T>;

function watchedDatabase(db: D1Database, around: Around): D1Database {
  const real = new WeakMap<object, D1PreparedStatement>();
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const outer = new Proxy(inner, {
      get: (target, name) => {
        if (name === "bind") return (...given: unknown[]) => statement(target.bind(...given));
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== "function") return method;
        return (...given: unknown[]) => around(`DB.${String(name)}`, async () => await method.apply(target, given));
      },
    });
    real.set(outer, inner);
    return outer;
  };
  return new Proxy(db, {
    get: (target, name) => {
      if (name === "prepare") return (sql: string) => statement(target.prepare(sql));
      if (name === "batch")
        return (statements: D1PreparedStatement[]) =>
          around("DB.batch", () => target.batch(statements.map((each) => real.get(each) ?? each)));
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== "function") return method;
      return (...given: unknown[]) => around(`DB.${String(name)}`, async () => await method.apply(target, given));
    },
  });
}
