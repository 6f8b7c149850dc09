import { expect, inject, test } from "vitest";
import { Client } from "pg";

test("x", async () => {
  const c = new Client({ connectionString: process.env.DATABASE_URL });
  await c.connect();
  console.log((await c.query("select current_database(), (select count(*) from _prisma_migrations)")).rows);
  await c.end();
  expect(inject("runName")).toBeTruthy();
});
