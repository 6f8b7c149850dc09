import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const integration = "**/*.integration.test.{ts,tsx}";

export default defineConfig({
  resolve: { alias: { "server-only": path("lib/testing/empty.ts"), "@": path(".") } },
  test: {
    server: { deps: { inline: ["next-auth"] } },
    exclude: [...configDefaults.exclude, "e2e/**", ".next/**", ".portal/**"],
    pool: "forks",
    env: { TZ: "UTC" },
    // A busy machine is no fault: what is waited for has time to come.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          testTimeout: 30_000,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, "e2e/**", ".next/**", integration],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [integration],
          globalSetup: "lib/testing/database-server.ts",
          setupFiles: "lib/testing/database.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
