import { describe, expect, test } from "vitest";
import { isDevProfile, isDevReachedFromAfar } from "./profile.ts";

const near = [
  "localhost",
  "localhost:8787",
  "LOCALHOST:8787",
  "app.localhost:8787",
  "127.0.0.1",
  "127.0.0.1:8787",
  "127.8.9.10:80",
  "[::1]",
  "[::1]:8787",
];

// Names a page elsewhere can point at this machine, and names that only look like it.
const far = [
  "table.example",
  "table.example:8787",
  "localhost.example",
  "localhost.example:8787",
  "notlocalhost",
  "127.0.0.1.example",
  "127.0.0.1.nip.example:8787",
  "127-0-0-1.example",
  "1127.0.0.1",
  "127.0.0",
  "10.0.0.5:8787",
  "192.168.1.20:8787",
  "0.0.0.0:8787",
  "[::2]:8787",
  "[fe80::1]:8787",
  "localhost@table.example",
  "table.example#localhost",
  "",
];

function asked(host: string, url = "http://localhost:8787/api/health"): Request {
  return new Request(url, { headers: { host } });
}

describe("the dev profile answers this machine only", () => {
  test.each(near)("the host %j is this machine", (host) => {
    expect(isDevReachedFromAfar({ PROFILE: "dev" }, asked(host))).toBe(false);
  });

  test.each(far)("the host %j is refused, though the address is this machine's", (host) => {
    expect(isDevReachedFromAfar({ PROFILE: "dev" }, asked(host))).toBe(true);
  });

  test("an address elsewhere is refused, though the host names this machine", () => {
    const request = asked("localhost:8787", "https://table.example/api/health");
    expect(isDevReachedFromAfar({ PROFILE: "dev" }, request)).toBe(true);
  });

  test.each(far)("production does not ask: %j", (host) => {
    expect(isDevReachedFromAfar({}, asked(host))).toBe(false);
  });
});

test.each([
  undefined,
  "",
  "Dev",
  "DEV",
  " dev",
  "dev ",
  "develop",
  "development",
  "local",
  "test",
  "prod",
  "production",
])("PROFILE %j is production", (profile) => {
  expect(isDevProfile(profile === undefined ? {} : { PROFILE: profile })).toBe(false);
});

test("PROFILE dev is dev", () => {
  expect(isDevProfile({ PROFILE: "dev" })).toBe(true);
});
