import { permissions } from "../../access/permissions";
import { roleTemplates } from "../../access/templates";
import type { CopyValue } from "../../platform/db/copy";
import type { Given } from "./access";
import type { Archetype } from "./archetypes";
import { cityName, companyName, partnerName, personName, streetName, territoryName } from "./names";
import type { People } from "./people";
import type { Random } from "./random";
import type { Shape } from "./shape";

type Rows = Iterable<readonly CopyValue[]>;

export const programCount = 12;
const roleCount = 40;
const beginning = Date.UTC(2023, 0, 1);
const span = Date.UTC(2026, 6, 1) - beginning;
const padded = (number: number, width: number) => String(number).padStart(width, "0");
const moment = (random: Random) => new Date(beginning + Math.floor(random.next() * span));

export const territoryColumns = "territories (id, key, name, parent_id)";
export function* territoryRows({ territories: { size, parent, level } }: Shape): Rows {
  for (let id = 1; id <= size; id++) yield [id, `territory-${padded(id, 4)}`, territoryName(level[id]!, id), parent[id]! || null];
}

export const organizationColumns =
  "organizations (id, key, name, parent_id, partner_type, region, tier, territory_id, billing_mode, has_guardrail, guardrail, created_at)";
export function* organizationRows({ organizations: { size, parent, level }, territories, lateOrganization }: Shape, random: Random): Rows {
  const guardrail = ["customers.view", "customers.edit-contact", "customers.suspend", "users.view", "organizations.view", "activity.view"];
  for (let id = 1; id <= size; id++) {
    const name = id === 1 ? "World operator" : id === lateOrganization ? "Zenith" : partnerName(random, id);
    const type = id === 1 ? null : level[id] === 1 ? "distributor" : random.pick(["reseller", "agent", "installer"]);
    const territory = random.percent(80) ? 1 + random.below(territories.size) : null;
    const isGuarded = id > 2 && random.percent(1);
    const [region, tier] = [random.pick(["North", "South", "East", "West"]), random.pick(["gold", "silver", "bronze"])];
    const billing = random.pick(["prepaid", "postpaid"]);
    yield [id, `org-${padded(id, 5)}`, name, parent[id]! || null, type, region, tier, territory, billing, isGuarded, isGuarded ? guardrail : [], moment(random)];
  }
}

export const programColumns = "programs (id, key, name)";
export function* programRows(): Rows {
  for (let id = 1; id <= programCount; id++) yield [id, `program-${padded(id, 2)}`, `Program ${id}`];
}

export const enrollmentColumns = "enrollments (organization_id, program_id, tier, valid_from, valid_until, is_current)";
export function* enrollmentRows({ organizations: { size } }: Shape, random: Random): Rows {
  for (let organization = 3; organization <= size; organization++) {
    if (!random.percent(30)) continue;
    for (const program of random.distinct(1 + random.below(2), programCount)) {
      const isOver = random.percent(10);
      yield [organization, program, random.pick(["gold", "silver"]), new Date(beginning), isOver ? new Date(beginning + span / 2) : null, !isOver];
    }
  }
}

/** The world as far as it is known when its people and customers are written. */
export type Ground = { shape: Shape; people: People; special: readonly Archetype[]; random: Random };

export const userColumns = "users (id, email, name, organization_id, status, job_role, region, read_only, password_hash, created_at)";
export function* userRows({ shape: { size }, people, special, random }: Ground, passwordHash: string | null): Rows {
  for (let id = 1; id <= size.users; id++) {
    const known = special[id - 1];
    const name = known?.name ?? personName(random);
    const email = known ? `${known.email}@world.example` : `person-${padded(id, 6)}@world.example`;
    const status = known || random.percent(92) ? "active" : random.pick(["invited", "deactivated"]);
    const isReadOnly = !known && random.percent(3);
    const [jobRole, region] = [random.pick(["sales", "support", "finance", "technician"]), random.pick(["North", "South", "East", "West"])];
    yield [id, email, name, people.home[id]!, status, jobRole, region, isReadOnly, known ? passwordHash : null, moment(random)];
  }
}

export const roleColumns = "roles (id, key, name, description, organization_id, permissions, is_template)";
export function* roleRows(random: Random): Rows {
  for (const [index, { key, name, description, permissions: keys }] of roleTemplates.entries()) yield [index + 1, key, name, description, 1, keys, true];
  for (let id = roleTemplates.length + 1; id <= roleCount; id++) {
    const keys = permissions.filter(() => random.percent(20)).map(({ key }) => key);
    yield [id, `role-${padded(id, 2)}`, `Role ${id}`, null, 1, keys, false];
  }
}

export const groupColumns = "groups (id, key, name, organization_id, type)";
export function* groupRows({ groups }: Given): Rows {
  for (const [index, { name, organization, type }] of groups.entries()) yield [index + 1, `group-${padded(index + 1, 5)}`, name, organization, type];
}

export const customerColumns =
  "customers (id, key, name, organization_id, territory_id, account_manager_id, status, archived_at, email, phone, street, city, region, country, created_at)";
export function* customerRows({ shape, people, special, random }: Ground): Rows {
  const { size, late, customerOrganization, customerTerritory } = shape;
  const keeper = 1 + special.findIndex(({ managesOwn }) => managesOwn);
  const kept = Math.min(400 / size.customers, 0.1) * 100;
  for (let id = 1; id <= size.customers; id++) {
    const organization = customerOrganization[id]!;
    const name = id > size.customers - late ? `Zz ${companyName(random)}` : companyName(random);
    const manager = random.percent(kept) ? keeper : managerFor({ shape, people, random }, organization);
    const created = moment(random);
    const archived = random.percent(1) ? new Date(created.getTime() + 86_400_000) : null;
    const status = random.percent(10) ? "suspended" : "active";
    const number = padded(id, 7);
    const contact = [`office@c${number}.example`, `+47 ${22_000_000 + (id % 9_000_000)}`, streetName(random), cityName(random)];
    const place = [random.pick(["North", "South", "East", "West"]), random.pick(["Norway", "Germany", "United Kingdom", "Sweden"])];
    yield [id, `C-${number}`, name, organization, customerTerritory[id]! || null, manager, status, archived, ...contact, ...place, created];
  }
}

/** Three in ten customers have an account manager, of their organization or of the one above. */
function managerFor({ shape, people, random }: Omit<Ground, "special">, organization: number): number | null {
  const staff = people.staff(random.percent(80) ? organization : shape.organizations.parent[organization]! || 1);
  return staff.length > 0 && random.percent(30) ? random.pick(staff) : null;
}

export const grantColumns =
  "grants (id, key, user_id, group_id, role_id, scope_kind, scope_ref, narrow_territory_id, narrow_program_id, except_organizations, level, reason)";
export function* grantRows({ grants }: Given): Rows {
  for (const [index, grant] of grants.entries()) {
    const { user = null, group = null, role, kind, ref = null, narrowTerritory = null, narrowProgram = null } = grant;
    const { exceptOrganizations = [], level = "read" } = grant;
    yield [index + 1, `grant-${padded(index + 1, 6)}`, user, group, role, kind, ref, narrowTerritory, narrowProgram, exceptOrganizations, level, "World"];
  }
}

/** Customers listed in grants, or left out by them. */
export function* listedRows({ grants }: Given, list: "customers" | "exceptCustomers"): Rows {
  for (const [index, grant] of grants.entries()) for (const customer of grant[list] ?? []) yield [index + 1, customer];
}
