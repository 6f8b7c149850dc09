import { beforeAll, expect, test } from "vitest";
import { scopesOf } from "@/lib/access/decide";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { fillWorld } from "@/lib/domain/world/fill";
import { ownerPool } from "@/lib/platform/db/client";
import { ownDatabase } from "@/lib/testing/own-database";
import { touched } from "@/lib/testing/touched";
import { scopesOfCondition } from "./cost";
import { planList } from "./plan";
import { pageStatement } from "./statement";

// Large enough that reading a whole list or index cannot pass for reading a page of it.
beforeAll(async () => {
  await ownDatabase("touched");
  await fillWorld({ customers: 20_000, organizations: 400, users: 300, territories: 200, seed: 12 });
  await ownerPool().query("VACUUM ANALYZE customers, customer_scope"); // as the server does by itself a minute later
}, 120_000);

/** What one page reads: buffers, rows, and how many scopes it speaks of, those that are filtered by or left out included. */
async function pageOf(email: string, filters: Record<string, string[]> = {}, sort: "name" | "created" = "name") {
  const { rows } = await ownerPool().query<{ id: number }>("SELECT id FROM users WHERE email = $1", [`${email}@world.example`]);
  const viewer = (await viewerOf(rows[0]!.id, await settled(await readGuard())))!;
  const { arms, states } = await planList(scopesOf(viewer.access, "customers.list")!, { filters });
  await ownerPool().query("VACUUM customer_scope"); // a derived scope may be new
  const { text, values } = pageStatement(arms, { sort, direction: "asc", after: null, limit: 50, states });
  const client = await ownerPool().connect();
  try {
    return { ...(await touched(client, { text, values })), scopes: arms.reduce((sum, arm) => sum + arm.scopes.length + arm.conditions.flatMap(scopesOfCondition).length, 0) };
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
  const { buffers, rows, scopes } = await pageOf("excepted");

  expect(scopes).toBe(4); // everything, and what the grant leaves out
  expect(rows).toBeLessThanOrEqual((scopes + 2) * 50);
  expect(buffers).toBeLessThanOrEqual(210 + 5 * scopes);
});

test.each(["territory30", "mixed"])("a page for %s touches a page of each scope at most (performance.md, bar 5)", async (email) => {
  const { buffers, rows, scopes } = await pageOf(email);

  expect(scopes).toBeGreaterThan(20);
  expect(rows).toBeLessThanOrEqual((scopes + 2) * 50);
  expect(buffers).toBeLessThanOrEqual(210 + 5 * scopes);
});

// Of all customers here so few are archived that reading and sorting them is as good a way.
const setAside = [["admin", "suspended", "name"], ...["reseller", "territory30", "mixed", "late", "narrowed"].flatMap((email) => [[email, "suspended", "name"], [email, "archived", "created"]] as const)] as const;

test.each(setAside)("a page of what %s may see that is %s, by %s, looks at no active customers", async (email, status, sort) => {
  const { buffers, rows, scopes } = await pageOf(email, { status: [status] }, sort);

  expect(rows).toBeLessThanOrEqual((scopes + 2) * 50);
  expect(buffers).toBeLessThanOrEqual(210 + 5 * scopes);
});

/** A territory, a partner and a program of a fiftieth or so of all customers. */
async function someOf(kind: number): Promise<string> {
  const { rows } = await ownerPool().query<{ id: number }>(`SELECT (scope_id >> 4)::int AS id FROM scope_count WHERE scope_id & 15 = ${kind} GROUP BY 1 ORDER BY abs(sum(n) - 400), 1 LIMIT 1`);
  return `${rows[0]!.id}`;
}

const filtered = ["reseller", "groups200", "late", "direct", "narrowed", "clipped", "territory30", "mixed"].flatMap((email) => [[email, "territory", 3], [email, "organization", 1], [email, "program", 4]] as const);

test.each(filtered)("a page for %s with a filter by %s reads candidates from the index alone", async (email, filter, kind) => {
  const { buffers, scopes } = await pageOf(email, { [filter]: [await someOf(kind)] });

  expect(buffers).toBeLessThanOrEqual(210 + 5 * scopes);
});
