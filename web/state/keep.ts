/** A place on this device that survives a reload. Private windows may refuse it; then it lasts as long as the page. */
export interface Keep {
  read(key: string): string | null;
  write(key: string, value: string): void;
  drop(key: string): void;
}

/** The browser's local storage, with memory behind it for where it is full or forbidden. */
export function makeKeep(storage: () => Storage = () => localStorage): Keep {
  const memory = new Map<string, string>();
  return {
    read(key) {
      try {
        return memory.get(key) ?? storage().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    write(key, value) {
      try {
        storage().setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    drop(key) {
      memory.delete(key);
      try {
        storage().removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
  };
}

export const keep: Keep = makeKeep();

/** Reads JSON of ours back. Whatever does not look like it is as good as absent. */
export function readJson<T>(from: Keep, key: string, fits: (value: unknown) => value is T): T | null {
  const text = from.read(key);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? value : null;
  } catch {
    return null;
  }
}
