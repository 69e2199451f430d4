import { afterEach, expect, test, vi } from "vitest";
import { passkeysWork } from "./passkeys.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["table.example", true],
  ["localhost", true],
  ["127.0.0.1", false],
  ["[::1]", false],
])("a browser that knows passkeys can hold them at %s: %s", (hostname, works) => {
  vi.stubGlobal("PublicKeyCredential", class {});
  expect(passkeysWork({ hostname })).toBe(works);
});

test("one that does not cannot", () => {
  expect(passkeysWork({ hostname: "table.example" })).toBe(false);
});
