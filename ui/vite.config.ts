import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  base: "./",
  build: {
    // The system web views of Debian 12 and of the Kylin and UOS browsers.
    target: ["es2021", "chrome90", "safari15"],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Some servers do not know that `.mjs` is a script; the PDF worker is one.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith(".mjs"))
            ? "assets/[name]-[hash].js"
            : "assets/[name]-[hash][extname]",
      },
    },
  },
  // The screen and the core are held to the same cases; 使用说明 lies among the assets and is held
  // to the names that the core declares.
  server: { fs: { allow: [".", "../tests/fixtures", "../assets", "../src-tauri/crates"] } },
  // css: one test reads the style sheets.
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"], css: true },
});
