import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { Terms } from "./fields";
import { giveWithin } from "./giving";
import { requireGrant } from "./saving";
import { giveGrantInput, type GiveGrantInput } from "./schema";

type Holder = { userId: number } | { groupId: number };

/** Who gets the copies, at home where, and what of the terms is taken along. */
export type Copying = {
  to: Holder;
  homeId: number;
  scope: "same" | "customers" | "home";
  customers: readonly number[];
  /** Whether from and until are taken along; else the copies begin at once and have no end. */
  withTimes: boolean;
  reason: string;
};

/**
 * Gives a new user or group what another holds itself, each grant as a gift of its own: judged, with its own log row. What is over is left
 * out. Throws as giving does, and `refused` where the viewer may not list the access.
 */
export async function copyGrants(tx: Transaction, viewer: Viewer, from: Holder, copying: Copying): Promise<number> {
  const holder = "userId" in from ? sql`user_id = ${from.userId}` : sql`group_id = ${from.groupId}`;
  const found = await rowsIn<{ id: number }>(tx, sql`SELECT id FROM grants WHERE ${holder} AND (valid_until IS NULL OR valid_until > ${now()}) ORDER BY id`);
  const given = new Set<string>();
  for (const { id } of found) {
    const { terms } = await requireGrant(tx, viewer, id, "grants.list").catch((error: unknown) => {
      throw error instanceof Problem ? refused("grants.list", t("You may not see the access that this would copy.")) : error;
    });
    const input = copyOf(terms, copying);
    // Two grants that differed only in scope become one.
    const name = copying.scope === "same" ? String(id) : JSON.stringify([input.roleId, input.level, input.from, input.until]);
    if (!given.has(name)) await giveWithin(tx, viewer, input);
    given.add(name);
  }
  return given.size;
}

const dayOf = (moment: Date | null) => moment?.toISOString() ?? null;

function copyOf(terms: Terms, { to, homeId, scope, customers, withTimes, reason }: Copying): GiveGrantInput {
  const { roleId, level, from, until } = terms;
  const times = withTimes ? { from: dayOf(from), until: dayOf(until) } : {};
  const base = { ...to, roleId, level, ...times, reason };
  if (scope === "customers") return giveGrantInput.parse({ ...base, kind: "customers", customers: [...customers] });
  if (scope === "home") return giveGrantInput.parse({ ...base, kind: "direct", organizationId: homeId });
  const { kind, ref, narrowTerritoryId, narrowProgramId, exceptCustomers, exceptOrganizations } = terms;
  const refs = { subtree: { organizationId: ref }, direct: { organizationId: ref }, territory: { territoryId: ref }, program: { programId: ref }, customers: { customers: terms.customers }, everything: {}, own: {} };
  return giveGrantInput.parse({ ...base, kind, ...refs[kind], narrowTerritoryId, narrowProgramId, exceptCustomers, exceptOrganizations });
}
