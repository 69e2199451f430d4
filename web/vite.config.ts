import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [solid(), tailwindcss()],
  // Vite's default cache sits in node_modules, which an install replaces.
  cacheDir: fileURLToPath(new URL("../.cache/vite", import.meta.url)),
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    // Every browser we serve preloads modules by itself.
    modulePreload: { polyfill: false },
    // Small files stay files: a data: URL in a style sheet would need a looser content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // A slow machine is not news.
    rolldownOptions: { checks: { bundlerTimings: false } },
    chunkSizeWarningLimit: 400,
  },
});
