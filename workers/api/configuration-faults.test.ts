import { describe, expect, test } from "vitest";
import type { ApiBindings } from "./bindings.ts";
import { configurationFaults } from "./configuration-faults.ts";

const here = {};
const whole = {
  ...{ DB: here, ROOM: here, FILES: here, JOBS: here, AUTH_LIMIT: here, GENERAL_LIMIT: here, ASSETS: here },
} as unknown as ApiBindings;
const KEY = "A".repeat(43);
const told = (set: object, devBuild = false) => configurationFaults({ ...whole, ...set }, { devBuild });

describe("refused, with a sentence that names the variable and not its value", () => {
  test.each<[set: Record<string, unknown>, names: string]>([
    [{ DB: undefined }, "DB"],
    [{ ROOM: undefined }, "ROOM"],
    [{ FILES: null }, "FILES"],
    [{ JOBS: undefined }, "JOBS"],
    [{ AUTH_LIMIT: undefined }, "AUTH_LIMIT"],
    [{ GENERAL_LIMIT: undefined }, "GENERAL_LIMIT"],
    [{ ASSETS: undefined }, "ASSETS"],
    [{ PROFILE: "dev" }, "PROFILE"],
    [{ PROFILE: "Dev" }, "PROFILE"],
    [{ PROFILE: "DEV" }, "PROFILE"],
    [{ PROFILE: "dev " }, "PROFILE"],
    [{ PROFILE: " dev" }, "PROFILE"],
    [{ PROFILE: "development" }, "PROFILE"],
    [{ PROFILE: "local" }, "PROFILE"],
    [{ PROFILE: "test" }, "PROFILE"],
    [{ PROFILE: "prod" }, "PROFILE"],
    [{ PROFILE: "Production" }, "PROFILE"],
    [{ PROFILE: "true" }, "PROFILE"],
    [{ PROFILE: "dеv" }, "PROFILE"],
    [{ ALLOWED_ORIGINS: "*" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "null" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "https://*.example.com" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "http://table.example" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "http://127.0.0.1:5173" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "https://table.example/" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "https://table.example/play" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "table.example" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "https://a.example,https://b.example" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "https://a.example javascript:alert(1)" }, "ALLOWED_ORIGINS"],
    [{ ALLOWED_ORIGINS: "https://user:pass@a.example" }, "ALLOWED_ORIGINS"],
    [{ OPERATOR_PUBLIC_KEY: "   " }, "OPERATOR_PUBLIC_KEY"],
    [{ OPERATOR_PUBLIC_KEY: "short" }, "OPERATOR_PUBLIC_KEY"],
    [{ OPERATOR_PUBLIC_KEY: `${KEY} ${KEY}=` }, "OPERATOR_PUBLIC_KEY"],
    [{ OPERATOR_PUBLIC_KEY: '{"kty":"OKP","d":"private"}' }, "OPERATOR_PUBLIC_KEY"],
    [{ OPERATOR_PUBLIC_KEY: Array(9).fill(KEY).join(" ") }, "OPERATOR_PUBLIC_KEY"],
    [{ OIDC_ISSUER: "https://issuer.example" }, "OIDC_CLIENT_ID"],
    [{ OIDC_CLIENT_ID: "emberhall" }, "OIDC_ISSUER"],
    [{ OIDC_CLIENT_SECRET: "hush" }, "OIDC_ISSUER"],
    [{ OIDC_ISSUER: "https://issuer.example", OIDC_CLIENT_ID: " " }, "OIDC_CLIENT_ID"],
    [{ OIDC_ISSUER: "http://issuer.example", OIDC_CLIENT_ID: "emberhall" }, "OIDC_ISSUER"],
    [{ OIDC_ISSUER: "https://issuer.example?tenant=1", OIDC_CLIENT_ID: "emberhall" }, "OIDC_ISSUER"],
    [{ OIDC_ISSUER: "issuer.example", OIDC_CLIENT_ID: "emberhall" }, "OIDC_ISSUER"],
    [{ TRUSTED_ISSUER: "https://issuer.example" }, "TRUSTED_AUDIENCE"],
    [{ TRUSTED_AUDIENCE: "emberhall" }, "TRUSTED_ISSUER"],
    [{ TRUSTED_JWKS: "https://issuer.example/keys" }, "TRUSTED_ISSUER"],
    [{ TRUSTED_ISSUER: "https://i.example", TRUSTED_AUDIENCE: "\t" }, "TRUSTED_AUDIENCE"],
    [{ TRUSTED_ISSUER: "ftp://i.example", TRUSTED_AUDIENCE: "emberhall" }, "TRUSTED_ISSUER"],
    [
      { TRUSTED_ISSUER: "https://i.example", TRUSTED_AUDIENCE: "emberhall", TRUSTED_JWKS: "http://i.example/keys" },
      "TRUSTED_JWKS",
    ],
  ])("%j", (set, names) => {
    const faults = told(set);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(names);
    for (const value of Object.values(set))
      if (typeof value === "string" && value.trim().length > 4 && value !== "production")
        expect(faults[0]).not.toContain(value);
  });
});

test("several faults are told at once", () => {
  expect(told({ PROFILE: "dev", ALLOWED_ORIGINS: "*", OIDC_CLIENT_ID: "x" })).toHaveLength(3);
});

describe("allowed", () => {
  test.each<[object, boolean]>([
    [{}, false],
    [{ PROFILE: "" }, false],
    [{ PROFILE: "production" }, false],
    [{ PROFILE: "dev" }, true],
    [{ PROFILE: "dev", ALLOWED_ORIGINS: "http://localhost:5173" }, true],
    [{ ALLOWED_ORIGINS: "https://a.example https://b.example:8443" }, false],
    [{ OPERATOR_PUBLIC_KEY: `${KEY} ${"b".repeat(43)}` }, false],
    [{ OIDC_ISSUER: "https://issuer.example/realm", OIDC_CLIENT_ID: "x", OIDC_SCOPES: "openid" }, false],
    [{ TRUSTED_ISSUER: "https://i.example", TRUSTED_AUDIENCE: "x", TRUSTED_JWKS: "https://i.example/k" }, false],
  ])("%j", (set, devBuild) => {
    expect(told(set, devBuild)).toEqual([]);
  });
});
