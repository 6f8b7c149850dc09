import { beforeAll, expect, test } from "vitest";
import { scopesOf } from "@/lib/access/decide";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { fillWorld } from "@/lib/domain/world/fill";
import { ownerPool } from "@/lib/platform/db/client";
import { ownDatabase } from "@/lib/testing/own-database";
import { touched } from "@/lib/testing/touched";
import { planList } from "./plan";
import { pageStatement } from "./statement";

// Large enough that reading a whole list or index cannot pass for reading a page of it.
beforeAll(async () => {
  await ownDatabase("touched");
  await fillWorld({ customers: 20_000, organizations: 400, users: 300, territories: 200, seed: 12 });
  await ownerPool().query("VACUUM ANALYZE customers, customer_scope"); // as the server does by itself a minute later
}, 120_000);

async function pageOf(email: string) {
  const { rows } = await ownerPool().query<{ id: number }>("SELECT id FROM users WHERE email = $1", [`${email}@world.example`]);
  const viewer = (await viewerOf(rows[0]!.id, await settled(await readGuard())))!;
  const { arms } = await planList(scopesOf(viewer.access, "customers.list")!, { filters: {} });
  await ownerPool().query("VACUUM customer_scope"); // a derived scope may be new
  const { text, values } = pageStatement(arms, { sort: "name", direction: "asc", after: null, limit: 50, states: [1, 2] });
  const client = await ownerPool().connect();
  try {
    return { ...(await touched(client, { text, values })), scopes: arms.reduce((sum, arm) => sum + arm.scopes.length, 0) };
  } finally {
    client.release();
  }
}

test.each(["admin", "reseller", "single", "groups1", "groups200", "late", "own", "direct", "narrowed", "clipped"])("a page for %s touches what a page of one list touches (performance.md, bar 5)", async (email) => {
  const { buffers, rows, scopes } = await pageOf(email);

  expect(scopes).toBeLessThanOrEqual(1);
  expect(rows).toBeLessThanOrEqual((scopes + 2) * 50);
  expect(buffers).toBeLessThanOrEqual(210);
});

test("a page for somebody with few exceptions looks at few customers in vain (performance.md, bar 5)", async () => {
  const { buffers, rows } = await pageOf("excepted");

  expect(rows).toBeLessThanOrEqual(150);
  expect(buffers).toBeLessThanOrEqual(3 * 210);
});

test.each(["territory30", "mixed"])("a page for %s touches a page of each scope at most (performance.md, bar 5)", async (email) => {
  const { buffers, rows, scopes } = await pageOf(email);

  expect(scopes).toBeGreaterThan(20);
  expect(rows).toBeLessThanOrEqual((scopes + 2) * 50);
  expect(buffers).toBeLessThanOrEqual(210 + 5 * scopes);
});
