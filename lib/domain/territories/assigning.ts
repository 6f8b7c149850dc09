import "server-only";
import sql from "sql-template-tag";
import { kindOf, scopeId, scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { programsThatEnd, requireNoOwnGain } from "../access/own-gain";
import { withRulesJudged } from "../access/rule-gain";
import { requirePlace } from "../customers/placing";
import { requireCustomer, save } from "../customers/saving";
import { requireOrganization, requireTerritory, write } from "../organizations/saving";
import { pathOf } from "./saving";

const permission = "territories.assign";

/** The name of the territory that records are put into; null for none. Throws `invalid` when there is no such territory. */
export async function nameOfTarget(tx: Transaction, territoryId: number | null): Promise<string | null> {
  if (territoryId === null) return null;
  const [territory] = await rowsIn<{ name: string }>(tx, sql`SELECT name FROM territories WHERE id = ${territoryId} FOR KEY SHARE`);
  if (!territory) throw invalid({ territoryId: t("Choose a territory from the list.") });
  return territory.name;
}

/** Puts one partner into a territory, or into none; there already changes nothing. */
export async function assignOrganization(tx: Transaction, viewer: Viewer, organizationId: number, territoryId: number | null): Promise<void> {
  const organization = await requireOrganization(tx, viewer, organizationId, permission);
  if (organization.territoryId === territoryId) return;
  await requireTerritory(tx, viewer, organization, { permission, territoryId });
  const driven = { organizations: sql`SELECT ${organizationId}::int`, below: organizationId };
  await withRulesJudged(tx, viewer, driven, () => write(tx, viewer, organization, { action: permission, written: { territoryId } }));
}

/** Puts one customer into a territory, or into none; there already changes nothing. */
export async function assignCustomer(tx: Transaction, viewer: Viewer, customerId: number, territoryId: number | null): Promise<void> {
  const customer = await requireCustomer(tx, viewer, customerId, permission);
  if (customer.territoryId === territoryId) return;
  await requirePlace(tx, viewer, permission, { ...customer, territoryId, from: customer });
  const there = territoryId === null ? [] : (await pathOf(tx, territoryId)).map((id) => scopeId("territory", id));
  requireNoOwnGain(viewer, { before: customer.scopes, after: [...customer.scopes.filter((id) => kindOf(id) !== scopeKinds.territory), ...there], lacking: await programsThatEnd(tx, customer.organizationId) });
  await save(tx, viewer, { customer, permission, baseVersion: customer.version, submitted: { territoryId } });
}
