import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { allowed, authorize, authorizeSelf, can, heldPermissions, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { permissions } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage, type SortKey } from "../../platform/db/ordered";
import { toDateInput } from "../../shared/dates";
import { idsIn } from "../../shared/fields";
import { t } from "../../shared/language/text";
import type { Page } from "../../shared/page";
import type { TokenRow, TokenState } from "./rows";
import type { TokenList } from "./schema";

const tables = sql`api_tokens t JOIN users u ON u.id = t.user_id JOIN organizations o ON o.id = u.organization_id`;

const stateAt = (moment: Date): Sql =>
  sql`CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= ${moment}::timestamptz THEN 'expired' ELSE 'active' END`;

const columnsAt = (moment: Date): Sql => sql`t.id, t.name, t.start, t.user_id AS "userId", u.name AS "userName", o.name AS "organizationName",
  CASE WHEN t.is_narrowed THEN t.permissions END AS permissions, t.created_at AS "createdAt", t.expires_at AS "expiresAt",
  t.last_used_at AS "lastUsedAt", ${stateAt(moment)} AS state`;

const sorts: Record<TokenList["sort"], SortKey> = {
  created: { by: sql`t.created_at`, type: "timestamptz" },
  used: { by: sql`coalesce(t.last_used_at, 'epoch'::timestamptz)`, type: "timestamptz" },
  owner: { by: sql`portico_fold(u.name)`, type: "text" },
};

const states: readonly TokenState[] = ["active", "expired", "revoked"];
const wordsOf = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");

function conditions({ filters, search }: Pick<TokenList, "filters" | "search">, moment: Date): Sql[] {
  const chosen = (filters.status ?? []).filter((state) => states.includes(state as TokenState));
  const parts = wordsOf(search).map((word) => sql`portico_fold(u.name || ' ' || u.email || ' ' || t.name) LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
  if (filters.status?.length) parts.push(sql`${stateAt(moment)} = ANY(${chosen}::text[])`);
  if (filters.user?.length) parts.push(sql`u.id = ANY(${idsIn(filters.user)}::int[])`);
  if (filters.organization?.length) {
    parts.push(sql`u.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  }
  return parts;
}

/** One page of the tokens of people on whom the viewer holds `api-tokens.manage`. */
export async function listTokens(viewer: Viewer, list: TokenList): Promise<Page<TokenRow>> {
  authorize(viewer, "api-tokens.manage");
  const moment = now();
  const mine = organizationFilter(scopesOf(viewer.access, "api-tokens.manage"), sql`u.organization_id`);
  const where = join([mine, ...conditions(list, moment)], " AND ");
  const { key, beyond, order } = ordered(list, sorts[list.sort], sql`t.id`);
  const [found, total] = await Promise.all([
    rows<TokenRow & { sortKey: string }>(pool(), sql`SELECT ${columnsAt(moment)}, ${key} FROM ${tables} WHERE ${where}${beyond}${order}`),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM ${tables} WHERE ${where}`),
  ]);
  return orderedPage(list, found, { count: total!.count, exact: true });
}

/** The viewer's own tokens, those in use first. */
export async function listOwnTokens(viewer: Viewer): Promise<TokenRow[]> {
  authorizeSelf(viewer);
  return tokensOf(viewer.facts.userId);
}

/** The tokens of one person, for their page; null without `api-tokens.manage` on them. */
export async function listTokensOf(viewer: Viewer, userId: number): Promise<TokenRow[] | null> {
  authorize(viewer, "users.view");
  if (!can(viewer, "api-tokens.manage")) return null;
  const home = await firstRow<{ scopes: number[] }>(
    pool(),
    sql`SELECT ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes FROM users u WHERE u.id = ${userId}`,
  );
  return home && allowed(viewer.access, "api-tokens.manage", home.scopes) ? tokensOf(userId) : null;
}

function tokensOf(userId: number): Promise<TokenRow[]> {
  const moment = now();
  return rows(
    pool(),
    sql`SELECT ${columnsAt(moment)} FROM ${tables} WHERE t.user_id = ${userId}
      ORDER BY (${stateAt(moment)} <> 'active'), t.created_at DESC, t.id DESC LIMIT 200`,
  );
}

const day = 86_400_000;

/** What the form for a new token begins with: the permissions that are not the viewer's to pass on and why, the usual last day, the latest. */
export type TokenChoices = { locked: Record<string, string>; lastDay: string; latest: string };

/** The choices that the viewer has for a new token. */
export function tokenChoices(viewer: Viewer): TokenChoices {
  authorizeSelf(viewer);
  const held = new Set<string>(heldPermissions(viewer.access));
  const lacked = permissions.filter(({ key }) => !held.has(key));
  const inDays = (days: number) => toDateInput(now().getTime() + days * day);
  return { locked: Object.fromEntries(lacked.map(({ key }) => [key, t("You do not have it yourself.")])), lastDay: inDays(90), latest: inDays(365) };
}
