import "server-only";
import sql from "sql-template-tag";
import { allowed, can } from "../../access/decide";
import { homeOf, type Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { organizationRecord } from "../access/records";
import type { Holder } from "./holders";
import type { Scope } from "./rows";

type Reach = Pick<Holder, "name" | "path" | "organizationName">;
type Check = { scope: Scope; holder: Reach; /** The scope as it stands; what is in it already need not be visible. */ current?: Scope };

/**
 * Refuses a scope that names what the viewer may not see, or that covers nothing: an empty list, a place outside the holder's reach, or
 * everything left out again (access-model.md, "Empty means nothing"). Throws `invalid` with the field.
 */
export async function requireScope(tx: Transaction, viewer: Viewer, check: Check): Promise<void> {
  const { kind } = check.scope;
  if (kind === "subtree" || kind === "direct") await requirePlace(tx, viewer, check);
  if (kind === "territory") await requireNamed(tx, viewer, check, { field: "territoryId", table: "territory", id: check.scope.ref, was: check.current?.ref });
  if (kind === "program") await requireNamed(tx, viewer, check, { field: "programId", table: "program", id: check.scope.ref, was: check.current?.ref });
  if (kind === "customers") await requireCustomers(tx, check);
  await requireNarrowing(tx, viewer, check);
  await requireExceptions(tx, viewer, check);
}

async function requirePlace(tx: Transaction, viewer: Viewer, { scope, holder, current }: Check): Promise<void> {
  if (scope.ref === null) throw invalid({ organizationId: t("Choose a partner.") });
  const place = await organizationRecord(tx, scope.ref);
  const isKnown = place && (scope.ref === current?.ref || scope.ref === homeOf(viewer.facts) || allowed(viewer.access, "organizations.list", place.scopes));
  if (!isKnown) throw invalid({ organizationId: t("Choose a partner from the list.") });
  const isBelow = place.path.includes(holder.path[0]!);
  const isAbove = holder.path.includes(place.id);
  if (isBelow || (isAbove && scope.kind === "subtree")) return;
  throw invalid({ organizationId: t("{holder} reaches only {organization} and what is below it, so this would cover nothing.", { holder: holder.name, organization: holder.organizationName }) });
}

type Named = { field: string; table: "territory" | "program"; id: number | null; was: number | null | undefined };

async function requireNamed(tx: Transaction, viewer: Viewer, { current, scope }: Check, { field, table, id, was }: Named): Promise<void> {
  if (id === null) throw invalid({ [field]: t("Choose a {table}.", { table }) });
  if (id === was && (field.startsWith("narrow") || current?.kind === scope.kind)) return;
  const isKnown = can(viewer, table === "territory" ? "territories.list" : "programs.list");
  const where = { where: { id } };
  const count = isKnown ? await (table === "territory" ? tx.territory.count(where) : tx.program.count(where)) : 0;
  if (count === 0) throw invalid({ [field]: t("Choose a {table} from the list.", { table }) });
}

async function requireNarrowing(tx: Transaction, viewer: Viewer, check: Check): Promise<void> {
  const { scope, current } = check;
  const parts: Named[] = [
    { field: "narrowTerritoryId", table: "territory", id: scope.narrowTerritoryId, was: current?.narrowTerritoryId },
    { field: "narrowProgramId", table: "program", id: scope.narrowProgramId, was: current?.narrowProgramId },
  ];
  for (const part of parts) if (part.id !== null) await requireNamed(tx, viewer, check, part);
}

const mostNamed = 3;

function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).join(", ");
  return names.length > mostNamed ? t("{names} and {count} more##names", { names: shown, count: names.length - mostNamed }) : shown;
}

/** Reads customers behind the second wall: those the viewer may not see are not found. */
async function requireCustomers(tx: Transaction, { scope, holder }: Check): Promise<void> {
  if (scope.customers.length === 0) throw invalid({ customers: t("Choose at least one customer. An empty list covers nothing.") });
  const found = await rowsIn<{ id: number; name: string; within: boolean }>(
    tx,
    sql`SELECT c.id, c.name, EXISTS (SELECT 1 FROM organization_closure o WHERE o.organization_id = c.organization_id AND o.ancestor_id = ${holder.path[0]!}) AS within
      FROM customers c WHERE c.id = ANY(${scope.customers}::int[]) ORDER BY c.name, c.id`,
  );
  const unknown = scope.customers.length - found.length;
  if (unknown > 0) throw invalid({ customers: t("{count, plural, one {# of the customers is} other {# of the customers are}} not to be found. Choose customers from the list.", { count: unknown }) });
  const outside = found.filter(({ within }) => !within).map(({ name }) => name);
  if (outside.length > 0) {
    throw invalid({ customers: t("Access here reaches only {organization} and what is below it. Take out what lies elsewhere: {names}.", { organization: holder.organizationName, names: firstOf(outside) }) });
  }
  if (scope.customers.every((id) => scope.exceptCustomers.includes(id))) throw invalid({ exceptCustomers: t("This leaves out every customer of the list, so nothing would be covered.") });
}

async function requireExceptions(tx: Transaction, viewer: Viewer, check: Check): Promise<void> {
  const { scope, current } = check;
  for (const id of scope.exceptOrganizations) await requireExceptedPlace(tx, viewer, check, id);
  const added = scope.exceptCustomers.filter((id) => !current?.exceptCustomers.includes(id));
  if (added.length === 0) return;
  const found = await rowsIn<{ id: number }>(tx, sql`SELECT c.id FROM customers c WHERE c.id = ANY(${added}::int[])`);
  if (found.length < added.length) throw invalid({ exceptCustomers: t("Choose customers from the list.") });
}

async function requireExceptedPlace(tx: Transaction, viewer: Viewer, { scope, holder, current }: Check, id: number): Promise<void> {
  const place = await organizationRecord(tx, id);
  const isKnown = place && (current?.exceptOrganizations.includes(id) || allowed(viewer.access, "organizations.list", place.scopes));
  if (!isKnown) throw invalid({ exceptOrganizations: t("Choose partners from the list.") });
  const leavesNothing = holder.path.includes(id) || (isTree(scope) && (await isAtOrBelow(tx, scope.ref!, id)));
  if (leavesNothing) throw invalid({ exceptOrganizations: t("Without {place} nothing would be covered.", { place: place.name }) });
}

const isTree = ({ kind }: Scope) => kind === "subtree" || kind === "direct";

async function isAtOrBelow(tx: Transaction, id: number, top: number): Promise<boolean> {
  return (await tx.organizationClosure.count({ where: { organizationId: id, ancestorId: top } })) > 0;
}
