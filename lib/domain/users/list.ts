import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { organizationFilter } from "../../access/filter";
import type { ScopeSet } from "../../access/compile";
import { minutesFromNow, now } from "../../platform/clock";
import type { SortKey } from "../../platform/db/ordered";
import { idsIn } from "../../shared/fields";
import { quietDays } from "../../shared/horizons";
import { isSuspended, type PersonState } from "../access/person-state";
import type { UserList } from "./schema";

/** What people, aliased `u`, are sorted by. */
export const sortKeys: Record<UserList["sort"], SortKey> = {
  name: { by: sql`portico_fold(u.name)`, type: "text" },
  created: { by: sql`u.created_at`, type: "timestamptz" },
  signedIn: { by: sql`coalesce(u.last_sign_in_at, 'epoch'::timestamptz)`, type: "timestamptz" },
};

const plainStates = new Set(["active", "invited"]);
const states: readonly PersonState[] = ["active", "invited", "deactivated", "suspended", "expired"];

function inStates(chosen: readonly PersonState[]): Sql {
  const moment = now();
  const isOver = sql`coalesce(u.expires_at <= ${moment}::timestamptz, false)`;
  const parts = chosen.map((state) => {
    if (state === "deactivated") return sql`u.status = 'deactivated'`;
    if (state === "suspended") return sql`(u.status <> 'deactivated' AND ${isSuspended})`;
    if (state === "expired") return sql`(u.status <> 'deactivated' AND NOT ${isSuspended} AND ${isOver})`;
    return sql`(u.status = ${state}::user_status AND NOT ${isSuspended} AND NOT ${isOver})`;
  });
  return sql`(${join(parts, " OR ")})`;
}

const isState = (text: string): text is PersonState => plainStates.has(text) || states.includes(text as PersonState);
const folded = (values: string[]) => values.filter((value) => !value.includes("\0"));

/** Active people by their last sign-in: not for long (`quietDays`), or never. */
const signIns: Record<string, () => Sql> = {
  quiet: () => sql`(u.status = 'active' AND coalesce(u.last_sign_in_at, u.created_at) < ${minutesFromNow(-quietDays * 24 * 60)}::timestamptz)`,
  never: () => sql`u.last_sign_in_at IS NULL`,
};

/** Which people, aliased `u`, the list asks for among those that the scope set covers; the search is apart. */
export function conditions(set: ScopeSet | null, { filters }: Pick<UserList, "filters">): Sql {
  const parts: Sql[] = [organizationFilter(set, sql`u.organization_id`)];
  const chosen = (filters.status ?? []).filter(isState);
  if (chosen.length > 0) parts.push(inStates(chosen));
  if (filters.organization?.length) {
    parts.push(sql`u.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  }
  if (filters.signIn?.length) parts.push(sql`(${join([sql`false`, ...filters.signIn.flatMap((choice) => signIns[choice]?.() ?? [])], " OR ")})`);
  if (filters.jobRole?.length) parts.push(sql`lower(u.job_role) IN (SELECT lower(v) FROM unnest(${folded(filters.jobRole)}::text[]) v)`);
  if (filters.region?.length) parts.push(sql`lower(u.region) IN (SELECT lower(v) FROM unnest(${folded(filters.region)}::text[]) v)`);
  return join(parts, " AND ");
}
