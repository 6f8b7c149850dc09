import { defineConfig } from "prisma/config";

// The URL is handed to the client and to the migrations by our own code; Prisma's tool only ever generates.
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
});
