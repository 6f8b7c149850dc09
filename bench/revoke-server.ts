// A process of its own for bench/revoke.ts: answers by the same way as a request does.
import { allowed, scopesOf } from "@/lib/access/decide";
import { read } from "@/lib/domain/access/change";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { customerFilter } from "@/lib/access/filter";
import { ownerPool } from "@/lib/platform/db/client";
import { disconnect } from "@/lib/platform/db/client";
import { firstRow } from "@/lib/platform/db/connect";
import sql from "sql-template-tag";

type Question = { userId: number; customerId: number };

process.on("message", (question: Question) => void answer(question));
process.on("disconnect", () => void disconnect());
process.send!("ready");

async function answer({ userId, customerId }: Question): Promise<void> {
  const viewer = await viewerOf(userId, await settled(await readGuard()));
  const record = await firstRow<{ scopes: number[] }>(
    ownerPool(),
    sql`SELECT customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes FROM customers WHERE id = ${customerId}`,
  );
  const isAllowed = viewer !== null && allowed(viewer.access, "customers.view", record!.scopes);
  const listed = viewer && (await read(viewer, (on) => firstRow(on, sql`SELECT 1 FROM customers c WHERE c.id = ${customerId} AND ${customerFilter(scopesOf(viewer.access, "customers.list"))}`)));
  process.send!({ userId, customerId, isAllowed, isListed: Boolean(listed) });
}
