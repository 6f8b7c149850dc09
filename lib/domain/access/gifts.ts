import "server-only";
import sql from "sql-template-tag";
import { isToSelf, lackedFor, placesNeeded, type Gift, type Tree } from "../../access/delegation";
import type { GrantFacts } from "../../access/grant";
import { type Permission } from "../../access/permissions";
import { scopeId } from "../../access/scope-id";
import { deedsInWords } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";

/** What a grant gives, whoever gets it: an existing one (lib/domain/access/given-grants.ts loads these) or one about to be made. */
export type GivenGrant = Pick<
  GrantFacts,
  "kind" | "ref" | "narrowTerritoryId" | "narrowProgramId" | "exceptOrganizations" | "level"
> & {
  /** Permissions of the role, as stored. */
  permissions: readonly string[];
  /** Ids of the customers that scope kind `customers` lists; empty for the other kinds. */
  customers: readonly number[];
  exceptCustomers: readonly number[];
};

/**
 * Who would get it: a person (`userId`, with their home) or everybody in a group (`groupId`, with the organization at or below which its
 * members are at home). A person who joins a group is a person, judged by what the group carries.
 */
export type Recipient = { userId: number | null; groupId: number | null; organizationId: number };

export type GiftRequest = { grant: GivenGrant; to: Recipient };

/**
 * "Nobody gives what they lack" and "nobody grants to themselves" for every gift of a command, in one go (access-model.md, "What
 * follows"). Call it inside `change()` with the viewer it hands in, before or after writing: a refusal undoes the transaction. Throws
 * `refused` with the first permission that the viewer could not use themselves on everything the gift covers, now or later.
 */
export async function requireGivable(tx: Transaction, viewer: Viewer, gifts: readonly GiftRequest[]): Promise<void> {
  if (gifts.some(({ to }) => isToSelf(viewer.facts, to))) throw toSelf();
  const lacked = await lackedByGifts(tx, viewer, gifts);
  if (lacked.length > 0) throw lacking(lacked);
}

/** The permissions of the gifts that the viewer could not use themselves on everything these cover; empty when all may be given. */
export const lackedByGifts = async (tx: Transaction, viewer: Viewer, gifts: readonly GiftRequest[]): Promise<Permission[]> => [...new Set((await lackedByEach(tx, viewer, gifts)).flat())];

/** The same for each gift by itself, in their order, asked in as many statements as for one. */
export async function lackedByEach(tx: Transaction, viewer: Viewer, gifts: readonly GiftRequest[]): Promise<Permission[][]> {
  if (gifts.length === 0) return [];
  const homes = await organizationPaths(
    tx,
    gifts.map(({ to }) => to.organizationId),
  );
  const records = await customerRecords(
    tx,
    viewer,
    gifts.flatMap(({ grant }) => grant.customers),
  );
  const judged = gifts.map(({ grant, to }): Gift => {
    const { customers, ...rest } = grant;
    const listedCustomers = customers.map((id) => records.get(id) ?? []);
    return {
      ...rest,
      listedCustomers,
      holder: { userId: to.userId, path: homes.get(to.organizationId) ?? [to.organizationId] },
    };
  });
  const tree = await treeFor(tx, viewer, judged);
  return judged.map((gift) => lackedFor(viewer, gift, tree));
}

/** The refusal of giving to oneself, for commands that have no grant to ask about (joining a group that carries nothing yet). */
export const toSelf = (permission: Permission = "grants.give") =>
  new Problem("refused", t("You cannot give access to yourself. Ask somebody else who may."), { permission });

function lacking(lacked: Permission[]): Problem {
  return refused(lacked[0]!, t("This would give more than you may do there yourself: {deeds}.", { deeds: deedsInWords(lacked) }));
}

/** The parts of the trees that judging these gifts of the viewer looks at. */
export async function treeFor(tx: Transaction, viewer: Viewer, gifts: readonly Gift[]): Promise<Tree> {
  const needed = gifts.map((gift) => placesNeeded(viewer.access, gift));
  const organizations = await organizationPaths(
    tx,
    needed.flatMap((places) => places.organizations),
  );
  const territories = await territoryPaths(
    tx,
    needed.flatMap((places) => places.territories),
  );
  const excepted = await exceptedCustomers(
    tx,
    needed.flatMap((places) => places.grants),
  );
  return {
    organizationPath: (id) => organizations.get(id) ?? [],
    territoryPath: (id) => territories.get(id) ?? [],
    // A grant that is gone leaves out nobody knows whom: no gift is clear of it.
    exceptedCustomers: (id) => excepted.get(id) ?? [-1],
  };
}

const distinct = (ids: readonly number[]) => [...new Set(ids)];

type PathRow = { id: number; path: number[] };

async function organizationPaths(tx: Transaction, ids: readonly number[]): Promise<Map<number, number[]>> {
  if (ids.length === 0) return new Map();
  const found = await rowsIn<PathRow>(
    tx,
    sql`SELECT organization_id AS id, array_agg(ancestor_id ORDER BY depth) AS path FROM organization_closure
      WHERE organization_id = ANY(${distinct(ids)}::int[]) GROUP BY organization_id`,
  );
  return new Map(found.map(({ id, path }) => [id, path]));
}

async function territoryPaths(tx: Transaction, ids: readonly number[]): Promise<Map<number, number[]>> {
  if (ids.length === 0) return new Map();
  const found = await rowsIn<PathRow>(
    tx,
    sql`SELECT territory_id AS id, array_agg(ancestor_id ORDER BY depth) AS path FROM territory_closure
      WHERE territory_id = ANY(${distinct(ids)}::int[]) GROUP BY territory_id`,
  );
  return new Map(found.map(({ id, path }) => [id, path]));
}

async function exceptedCustomers(tx: Transaction, grantIds: readonly number[]): Promise<Map<number, number[]>> {
  if (grantIds.length === 0) return new Map();
  const found = await rowsIn<{ id: number; customers: number[] }>(
    tx,
    sql`SELECT grant_id AS id, array_agg(customer_id) AS customers FROM grant_except_customers
      WHERE grant_id = ANY(${distinct(grantIds)}::int[]) GROUP BY grant_id`,
  );
  return new Map(found.map(({ id, customers }) => [id, customers]));
}

/** The scope ids of customers as the viewer sees them; one behind the second wall stays unknown and so cannot be given. */
async function customerRecords(
  tx: Transaction,
  viewer: Viewer,
  ids: readonly number[],
): Promise<Map<number, number[]>> {
  if (ids.length === 0) return new Map();
  const found = await rowsIn<{ id: number; scopes: number[] }>(
    tx,
    sql`SELECT id, customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes
      FROM customers WHERE id = ANY(${distinct(ids)}::int[])`,
  );
  const root = scopeId("subtree", viewer.facts.homePath.at(-1)!);
  return new Map(found.map(({ id, scopes }) => [id, [...scopes, root]]));
}
