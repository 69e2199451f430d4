/// <reference types="@cloudflare/workers-types" />
/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";

// Runs inside the Workers runtime before each test file: every file starts from the schema that a deployment has.
const { DB, D1_MIGRATIONS } = env as unknown as { DB: D1Database; D1_MIGRATIONS: D1Migration[] };
await applyD1Migrations(DB, D1_MIGRATIONS);
