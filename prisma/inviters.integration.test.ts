import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { query, scratchDatabase } from "@/lib/testing/scratch-database";
import { migrate } from "./migrate.ts";

const own = fileURLToPath(new URL("migrations", import.meta.url));

/** A copy of the migrations before the named one. */
function migrationsBefore(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "portico-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const each of readdirSync(own)) if (each < name) cpSync(join(own, each), join(folder, each), { recursive: true });
  return folder;
}

test("open invitations of before get the first inviter of the log who is still there; used ones and those that nobody sent stay without", async () => {
  const url = await scratchDatabase();
  await migrate(url, { folder: migrationsBefore("20261129210000_inviters") });
  await query(url, "INSERT INTO organizations (id, key, name, updated_at) VALUES (1, 'o', 'O', now())");
  const people = { 1: "active", 2: "deactivated", 3: "active", 10: "invited", 11: "invited", 12: "invited", 13: "active" };
  for (const [id, status] of Object.entries(people)) {
    await query(url, "INSERT INTO users (id, email, name, organization_id, status, updated_at) VALUES ($1, $2, $2, 1, $3::user_status, now())", [id, `p${id}`, status]);
  }
  for (const id of [10, 11, 12, 13]) await query(url, "INSERT INTO invitations (token_hash, user_id, expires_at, used_at) VALUES ($1, $2, now(), $3)", [`t${id}`, id, id === 13 ? new Date() : null]);
  const log = [[2, 10, "users.invite"], [1, 10, "users.renew-invitation"], [3, 10, "users.renew-invitation"], [2, 11, "users.clone"], [11, 11, "users.renew-invitation"], [1, 12, "users.edit"], [1, 13, "users.invite"]];
  for (const [actor, record, action] of log) {
    await query(url, "INSERT INTO activities (actor_id, actor_name, action, record_type, record_id, record_name) VALUES ($1, 'x', $2, 'user', $3, 'x')", [actor, action, record]);
  }

  await migrate(url);

  const found = await query<{ user_id: number; inviter_id: number | null }>(url, "SELECT user_id, inviter_id FROM invitations ORDER BY user_id");
  expect(found.map(({ user_id, inviter_id }) => [user_id, inviter_id])).toEqual([[10, 1], [11, 2], [12, null], [13, null]]);
});
