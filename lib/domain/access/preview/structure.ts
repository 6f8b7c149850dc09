import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { kindOf, scopeId, scopeKinds } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";
import type { Notes } from "./notes";

/** Scope ids of organizations and of territories (each with all above it). */
export type Structure = { organizations: Map<number, number[]>; territories: Map<number, number[]> };

/** Where a customer is: what its scopes are made of. `lists` are the scopes of grants that list or leave it out. */
export type Place = { id: number; organizationId: number; territoryId: number | null; managerId: number | null; isArchived: boolean; lists: number[] };

/** What the touched records look like after the change; what is not named stays as it was. */
export type Moves = { structure: Structure; customers: Map<number, Place>; touchedCustomers: number[] };

type Scoped = { id: number; scopes: number[] };

const asMap = (found: Scoped[]) => new Map(found.map(({ id, scopes }) => [id, scopes]));

/** Scopes of the organizations that the statement names. */
export const organizationScopes = async (on: Queryable, named: Sql): Promise<Map<number, number[]>> =>
  asMap(
    await rowsPlanned<Scoped>(
      on,
      sql`SELECT organization_id AS id, json_agg(scope_id) AS scopes FROM organization_scope WHERE organization_id IN (${named}) GROUP BY organization_id`,
    ),
  );

/** The statement that names the organizations in any of these scopes, and others. */
export const organizationsIn = (scopes: readonly number[], others: readonly number[]): Sql =>
  sql`SELECT organization_id FROM organization_scope WHERE scope_id = ANY(${[...scopes]}::bigint[]) UNION SELECT unnest(${[...others]}::int[])`;

/** Scopes of organizations as they stand, each read once. */
export class ScopesOfOrganizations {
  private readonly known = new Map<number, number[]>();

  constructor(private readonly on: Queryable) {}

  /** Those in any of the scopes, and others. */
  async inScopes(scopes: readonly number[], others: readonly number[]): Promise<Map<number, number[]>> {
    const found = await organizationScopes(this.on, organizationsIn(scopes, others));
    found.forEach((own, id) => this.known.set(id, own));
    return found;
  }

  /** At least these. */
  async of(ids: readonly number[]): Promise<Map<number, number[]>> {
    const missing = ids.filter((id) => !this.known.has(id));
    if (missing.length > 0) (await organizationScopes(this.on, sql`SELECT unnest(${missing}::int[])`)).forEach((scopes, id) => this.known.set(id, scopes));
    return this.known;
  }
}

/** Scopes of these territories. */
export const territoryScopes = async (on: Queryable, ids: readonly number[]): Promise<Map<number, number[]>> =>
  ids.length === 0
    ? new Map<number, number[]>()
    : asMap(
        await rowsPlanned<Scoped>(
          on,
          sql`SELECT territory_id AS id, json_agg(ancestor_id::bigint * 16 + 3) AS scopes FROM territory_closure WHERE territory_id = ANY(${[...ids]}::int[])
            GROUP BY territory_id`,
        ),
      );

/** The customers that the statement names, with what their scopes are made of. */
export const places = (on: Queryable, named: Sql): Promise<Place[]> =>
  rowsPlanned<Place>(
    on,
    sql`SELECT c.id, c.organization_id AS "organizationId", c.territory_id AS "territoryId", c.account_manager_id AS "managerId", c.state = 3 AS "isArchived",
        coalesce((SELECT json_agg(s.scope_id) FROM customer_scope s WHERE s.customer_id = c.id AND s.scope_id & 15 IN (5, 9)), '[]') AS lists
      FROM customers c WHERE c.id IN (${named})`,
  );

/** Reads, inside the transaction, how the touched organizations, territories and customers stand after the change. */
export async function readMoves(tx: Queryable, { moved, home, territory, customer }: Notes): Promise<Moves> {
  const below = territory.length === 0 ? [] : await rowsPlanned<{ id: number }>(tx, sql`SELECT territory_id AS id FROM territory_closure WHERE ancestor_id = ANY(${territory}::int[])`);
  const territories = [...new Set(below.map(({ id }) => id))];
  const organizations = sql`SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${moved}::int[]) UNION SELECT unnest(${home}::int[])
    UNION SELECT id FROM organizations WHERE territory_id = ANY(${territories}::int[])`;
  const isAny = moved.length + home.length + territories.length > 0;
  const structure = {
    organizations: isAny ? await organizationScopes(tx, organizations) : new Map<number, number[]>(),
    territories: await territoryScopes(tx, territories),
  };
  const found = customer.length === 0 ? [] : await places(tx, sql`SELECT unnest(${customer}::int[])`);
  return { structure, customers: new Map(found.map((place) => [place.id, place])), touchedCustomers: customer };
}

/** True when both arrays hold the same ids. */
export const areSame = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((id) => b.includes(id));

type Changed = { moves: Moves; scopes: number[] };

/** Leaves out of the moves what stands as it stood, and answers the scopes that records come into or leave. Read it outside the transaction. */
export async function changedBy(on: Queryable, moves: Moves): Promise<Changed> {
  const were = moves.touchedCustomers.length === 0 ? [] : await places(on, sql`SELECT unnest(${moves.touchedCustomers}::int[])`);
  const touched = [...were, ...moves.customers.values()];
  const organizations = [...new Set([...moves.structure.organizations.keys(), ...touched.map(({ organizationId }) => organizationId)])];
  const territories = [...new Set([...moves.structure.territories.keys(), ...touched.flatMap(({ territoryId }) => territoryId ?? [])])];
  const before = {
    organizations: organizations.length === 0 ? new Map<number, number[]>() : await organizationScopes(on, sql`SELECT unnest(${organizations}::int[])`),
    territories: await territoryScopes(on, territories),
  };
  const scopes = new Set<number>();
  const differing = (now: Map<number, number[]>, was: Map<number, number[]>) =>
    new Map([...now].filter(([id, ids]) => noteDifference(scopes, was.get(id) ?? [], ids)));
  const structure = {
    organizations: differing(moves.structure.organizations, before.organizations),
    territories: differing(moves.structure.territories, before.territories),
  };
  const stood = new Composer(before);
  const stands = new Composer(structure, stood);
  const placeBefore = new Map(were.map((place) => [place.id, place]));
  const touchedCustomers = moves.touchedCustomers.filter((id) => {
    const [was, is] = [placeBefore.get(id), moves.customers.get(id)];
    return noteDifference(scopes, was ? stood.of(was) : [], is ? stands.of(is) : []);
  });
  return { moves: { ...moves, structure, touchedCustomers }, scopes: [...scopes] };
}

/** Adds what is in one of the two but not in both; true when there is anything. */
function noteDifference(into: Set<number>, was: readonly number[], is: readonly number[]): boolean {
  const differing = [...was.filter((id) => !is.includes(id)), ...is.filter((id) => !was.includes(id))];
  differing.forEach((id) => into.add(id));
  return differing.length > 0;
}

/** Composes the scopes of customers from where they are; customers at one place share one array. */
export class Composer {
  private readonly known = new Map<string, number[]>();
  private readonly ofOrganization = new Map<number, number[]>();

  constructor(
    private readonly structure: Structure,
    /** What answers for everything that this structure leaves out. */
    private readonly otherwise: Composer | null = null,
  ) {}

  /** Scopes of an organization without its own territory, which its customers do not share. */
  private organization(id: number): number[] {
    const known = this.ofOrganization.get(id);
    if (known) return known;
    const own = this.structure.organizations.get(id)?.filter((scope) => kindOf(scope) !== scopeKinds.territory);
    const scopes = own ?? this.otherwise?.organization(id) ?? [];
    this.ofOrganization.set(id, scopes);
    return scopes;
  }

  private territory(id: number): number[] {
    return this.structure.territories.get(id) ?? this.otherwise?.territory(id) ?? [];
  }

  /** The scopes of every customer in this organization and territory; without one of them those that the other gives. */
  at(organizationId: number | null, territoryId: number | null): number[] {
    const isMoved = (organizationId !== null && this.structure.organizations.has(organizationId)) || (territoryId !== null && this.structure.territories.has(territoryId));
    if (this.otherwise && !isMoved) return this.otherwise.at(organizationId, territoryId);
    const name = `${organizationId ?? ""} ${territoryId ?? ""}`;
    const known = this.known.get(name);
    if (known) return known;
    const composed = [...(organizationId === null ? [] : this.organization(organizationId)), ...(territoryId === null ? [] : this.territory(territoryId))];
    const otherwise = this.otherwise?.at(organizationId, territoryId);
    const scopes = otherwise && areSame(otherwise, composed) ? otherwise : composed;
    this.known.set(name, scopes);
    return scopes;
  }

  /** The scopes of one customer. */
  of({ organizationId, territoryId, managerId, lists }: Place): number[] {
    return [...this.at(organizationId, territoryId), scopeId("own", managerId ?? 0), ...lists];
  }
}
