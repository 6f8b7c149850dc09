// The floor of bench/http.ts: Next with nothing but one statement and fifty rows.
import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.BARE_DIST ?? ".next",
  poweredByHeader: false,
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
  serverExternalPackages: ["pg", "pino"],
  typescript: { ignoreBuildErrors: true },
};
