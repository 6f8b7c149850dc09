import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import { scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { circleOr, uniqueOr } from "../../platform/db/faults";
import { conflict, invalid } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { msg, t, type Message } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { isOneOf, requireNoOwnGain } from "../access/own-gain";
import { withRulesJudged } from "../access/rule-gain";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivities, recordActivity } from "../activity/record";
import { assignCustomer, assignOrganization, nameOfTarget } from "./assigning";
import { pathOf, requireEdit, requireTerritory, subjectOf, territoryRecord, type Locked } from "./saving";
import type { AssignCustomersInput, AssignOrganizationsInput, CreateTerritoryInput, DeleteTerritoryInput, MoveTerritoryInput, RenameTerritoryInput } from "./schema";

type Done = { id: number; href?: string; message: string };

/** Creates a territory, at the top or below another that the viewer may change. */
export async function createTerritory(viewer: Viewer, { name, key: wanted, parentId = null }: CreateTerritoryInput): Promise<Done> {
  authorize(viewer, "territories.edit");
  return change(viewer, async (tx, viewer) => {
    requireEdit(viewer, await requirePath(tx, parentId));
    const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('territories', 'id'))::int AS id`);
    const data = { id: next!.id, key: wanted ?? `T-${next!.id}`, name, parentId };
    await uniqueOr({ field: "key", message: t("Another territory already has the key {key}.", { key: data.key }) }, tx.territory.createMany({ data }));
    await recordActivity(tx, viewer, { ...subjectOf(viewer, data), action: "territories.create", after: { ...data, version: 1 } });
    return { id: data.id, href: paths.territory(data.id), message: t("{name} is created.", { name }) };
  });
}

/** Creates several at once below one place; whose name somebody has there already is left as it is. */
export async function createTerritories(viewer: Viewer, { names, parentId }: { names: readonly string[]; parentId: number | null }): Promise<void> {
  authorize(viewer, "territories.edit");
  return change(viewer, async (tx, viewer) => {
    requireEdit(viewer, await requirePath(tx, parentId));
    const made = await rowsIn<{ id: number; key: string; name: string; parentId: number | null }>(
      tx,
      sql`INSERT INTO territories (id, key, name, parent_id) SELECT n.id, 'T-' || n.id, n.name, ${parentId}::int
        FROM (SELECT nextval(pg_get_serial_sequence('territories', 'id'))::int AS id, name FROM unnest(${[...names]}::text[]) AS names(name)
          WHERE NOT EXISTS (SELECT 1 FROM territories t WHERE lower(t.name) = lower(names.name))) n
        RETURNING id, key, name, parent_id AS "parentId"`,
    );
    await recordActivities(tx, viewer, made.map((data) => ({ ...subjectOf(viewer, data), action: "territories.create", after: { ...data, version: 1 } })));
  });
}

async function requirePath(tx: Transaction, parentId: number | null): Promise<number[]> {
  if (parentId === null) return [];
  const path = await pathOf(tx, parentId);
  if (path.length === 0) throw invalid({ parentId: t("Choose a territory from the list.") });
  return path;
}

/** Renames a territory. Throws `stale` when somebody else renamed it meanwhile. */
export async function renameTerritory(viewer: Viewer, { territoryId, version, name }: RenameTerritoryInput): Promise<Done> {
  authorize(viewer, "territories.edit");
  return change(viewer, async (tx, viewer) => {
    const territory = await requireTerritory(tx, viewer, territoryId);
    const edit = { recordType: "territory", recordId: territoryId, noun: "territory", baseVersion: version };
    const written = await mergeEdit<Locked>(tx, { ...edit, current: territory, submitted: defined({ name }) as Partial<Locked> });
    await save(tx, viewer, territory, { action: "territories.edit", written });
    return { id: territoryId, href: paths.territory(territoryId), message: t("{name} is saved.", { name: written.name ?? territory.name }) };
  });
}

async function save(tx: Transaction, viewer: Viewer, territory: Locked, { action, written }: { action: string; written: Partial<Locked> }) {
  if (Object.keys(written).length === 0) return;
  await tx.territory.updateMany({ where: { id: territory.id }, data: { ...written, version: territory.version + 1 } as object });
  await recordActivity(tx, viewer, { ...subjectOf(viewer, { ...territory, ...written }), action, ...changeOf(territory, written) });
}

/**
 * Moves a territory with all below it under another one, or to the top; the viewer may change both places. Access by the territories
 * above follows. Never below itself; refused where it would bring people to access the viewer could not give.
 */
export async function moveTerritory(viewer: Viewer, { territoryId, parentId = null }: MoveTerritoryInput): Promise<Done> {
  authorize(viewer, "territories.edit");
  return change(viewer, async (tx, viewer) => {
    await tx.$executeRaw`SELECT portico_move_structure()`;
    const territory = await requireTerritory(tx, viewer, territoryId);
    const path = await requirePath(tx, parentId);
    const done = { id: territoryId, href: paths.territory(territoryId), message: t("{territory} is moved.", { territory: territory.name }) };
    if (parentId === territory.parentId) return done;
    const circle = conflict(t("A territory cannot stand below itself."), { parentId: t("Choose a territory that is not below this one.") });
    if (path.includes(territoryId)) throw circle;
    requireEdit(viewer, path);
    // Any partner and customer can be in a territory, whatever else holds of them; none is at home with the operator as it is itself.
    requireNoOwnGain(viewer, { before: territoryRecord(viewer, territory.path), after: territoryRecord(viewer, [territoryId, ...path]), couldMeet: () => true, lacking: [isOneOf([scopeKinds.subtree, scopeKinds.direct])] });
    const organizations = sql`SELECT o.id FROM organizations o JOIN territory_closure c ON c.territory_id = o.territory_id WHERE c.ancestor_id = ${territoryId}`;
    const action = "territories.move";
    await withRulesJudged(tx, viewer, { organizations, below: null }, () => circleOr(circle, save(tx, viewer, territory, { action, written: { parentId } })));
    return done;
  });
}

/** Deletes a territory in which nothing is: no territory below, no partner, no customer, no access and no rule that names it. */
export async function deleteTerritory(viewer: Viewer, { territoryId }: DeleteTerritoryInput): Promise<Done> {
  authorize(viewer, "territories.edit");
  return change(viewer, async (tx, viewer) => {
    await tx.$executeRaw`SELECT 1 FROM territories WHERE id = ${territoryId} FOR UPDATE`;
    const territory = await requireTerritory(tx, viewer, territoryId);
    const inUse = await useOf(tx, territory);
    if (inUse) throw conflict(t(inUse, { territory: territory.name }));
    await tx.territory.deleteMany({ where: { id: territoryId } });
    const { key, name, parentId } = territory;
    await recordActivity(tx, viewer, { ...subjectOf(viewer, territory), action: "territories.delete", before: { key, name, parentId } });
    return { id: territoryId, href: parentId === null ? paths.territories() : paths.territory(parentId), message: t("{name} is deleted.", { name }) };
  });
}

/** What still stands in the way of deleting {territory}, hidden records included; null for nothing. */
async function useOf(tx: Transaction, { id, key }: Locked): Promise<Message | null> {
  const [use] = await rowsIn<Record<"below" | "partners" | "customers" | "access" | "rules", boolean>>(
    tx,
    sql`SELECT EXISTS (SELECT 1 FROM territories WHERE parent_id = ${id}) AS below,
      EXISTS (SELECT 1 FROM organizations WHERE territory_id = ${id}) AS partners,
      EXISTS (SELECT 1 FROM customer_scope WHERE scope_id = ${id}::bigint * 16 + 3) AS customers,
      EXISTS (SELECT 1 FROM grants WHERE ((scope_kind = 'territory' AND scope_ref = ${id}) OR narrow_territory_id = ${id})
        AND (valid_until IS NULL OR valid_until > ${now()}::timestamptz)) AS access,
      EXISTS (SELECT 1 FROM groups WHERE type = 'rule' AND rule->'territory' ? ${key}) AS rules`,
  );
  if (use!.below) return msg("{territory} cannot be deleted: other territories are below it.");
  if (use!.partners) return msg("{territory} cannot be deleted: partners are in it.");
  if (use!.customers) return msg("{territory} cannot be deleted: customers are in it.");
  if (use!.access) return msg("{territory} cannot be deleted: somebody's access names it.");
  return use!.rules ? msg("{territory} cannot be deleted: the rule of a group names it.") : null;
}

/** Puts partners into a territory, or takes them out of theirs; all or none. Needs `territories.assign` on each, before and after. */
export async function assignOrganizations(viewer: Viewer, { territoryId = null, organizations }: AssignOrganizationsInput): Promise<Done> {
  authorize(viewer, "territories.assign");
  return change(viewer, async (tx, viewer) => {
    const territory = await nameOfTarget(tx, territoryId);
    for (const id of organizations.toSorted((a, b) => a - b)) await assignOrganization(tx, viewer, id, territoryId);
    const count = organizations.length;
    const message =
      territory === null
        ? t("{count, plural, one {# partner} other {# partners}} taken out of the territory.", { count })
        : t("{count, plural, one {# partner} other {# partners}} put into {territory}.", { count, territory });
    return { id: territoryId ?? 0, message };
  });
}

/** Puts customers into a territory, or takes them out of theirs; all or none. Needs `territories.assign` on each, before and after. */
export async function assignCustomers(viewer: Viewer, { territoryId = null, customers }: AssignCustomersInput): Promise<Done> {
  authorize(viewer, "territories.assign");
  return change(viewer, async (tx, viewer) => {
    const territory = await nameOfTarget(tx, territoryId);
    for (const id of customers.toSorted((a, b) => a - b)) await assignCustomer(tx, viewer, id, territoryId);
    const count = customers.length;
    const message =
      territory === null
        ? t("{count, plural, one {# customer} other {# customers}} taken out of the territory.", { count })
        : t("{count, plural, one {# customer} other {# customers}} put into {territory}.", { count, territory });
    return { id: territoryId ?? 0, message };
  });
}
