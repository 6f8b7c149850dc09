import { expect, test } from "vitest";
import { ownerPool, pool } from "./client";

test.each([
  ["the application's", pool],
  ["the owner's", ownerPool],
])("a connection of %s that dies between two statements fails the next statement and nothing else", async (_, of) => {
  const client = await of().connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const died = new Promise((resolve) => client.once("end", resolve));

  // Nobody listening, the error would end the process; Vitest fails the run for it.
  await ownerPool().query("SELECT pg_terminate_backend($1)", [rows[0]!.pid]);
  await died;

  await expect(client.query("SELECT 1")).rejects.toThrow();
  client.release(true);
  expect((await of().query("SELECT 1")).rowCount).toBe(1);
});
