import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { fieldsOf, type Terms } from "./fields";
import type { Holder } from "./holders";
import { carriedScope } from "./list";
import type { Scope } from "./rows";
import { requireGrant, requireTermsGivable, type LockedGrant } from "./saving";
import { updateGrant } from "./writing";

const parts = (terms: Terms): Scope => ({
  kind: terms.kind,
  ref: terms.ref,
  customers: terms.customers,
  narrowTerritoryId: terms.narrowTerritoryId,
  narrowProgramId: terms.narrowProgramId,
  exceptCustomers: terms.exceptCustomers,
  exceptOrganizations: terms.exceptOrganizations,
});

const sameScope = (one: Terms, other: Terms) => {
  const [a, b] = [fieldsOf(one), fieldsOf(other)];
  return a.scope === b.scope && a.narrow === b.narrow && a.except === b.except;
};

async function grantsOf(tx: Transaction, groupId: number): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`SELECT id FROM grants WHERE group_id = ${groupId} AND (valid_until IS NULL OR valid_until > ${now()}) ORDER BY id`,
  );
  return found.map(({ id }) => id);
}

/** A security group puts its people into one scope: what is given to it next must have the scope that it carries already. */
export async function requireSharedScope(tx: Transaction, { groupId, name }: Holder, terms: Terms): Promise<void> {
  const [carried] = await rowsIn<Scope>(tx, carriedScope(sql`g.group_id = ${groupId}`));
  if (carried && !sameScope({ ...terms, ...carried }, terms)) {
    throw invalid({ kind: t("The security group {name} carries one scope for all its access. Take the one it has, or change that first.", { name }) });
  }
}

/** Takes the other grants of a security group along to the scope that one of them was moved to; each is judged as a new gift. */
export async function moveScope(tx: Transaction, viewer: Viewer, moved: LockedGrant, terms: Terms): Promise<void> {
  if (sameScope(moved.terms, terms)) return;
  const others = (await grantsOf(tx, moved.holder.groupId!)).filter((id) => id !== moved.id);
  for (const id of others) {
    const other = await requireGrant(tx, viewer, id, "grants.give");
    const wanted = { ...other.terms, ...parts(terms) };
    if (sameScope(other.terms, wanted)) continue;
    await requireTermsGivable(tx, viewer, wanted, other);
    await updateGrant(tx, viewer, other, { terms: wanted, role: other.role });
  }
}
