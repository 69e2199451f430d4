import { defineConfig } from "drizzle-kit";

// Run from the root: `npm run migrations`. Flat files, as `wrangler d1 migrations apply` reads them.
export default defineConfig({ dialect: "sqlite", schema: "./workers/db/schema.ts", out: "./migrations" });
