import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import { homeOf, type Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { invalid, type Problem } from "../../shared/errors";
import { name as territoryName } from "../../shared/fields";
import { t } from "../../shared/language/text";
import type { ImportKind } from "./schema";

type Field = "organization" | "territory" | "accountManager";
type Found = { named: string; id: number; key: string; isKey: boolean };

const fields: readonly Field[] = ["organization", "territory", "accountManager"];

/** Territories that can be made from a file's names in one go. */
const mostMissing = 500;

/** Names that are remembered; a file that names more has those before looked for again. */
const most = 50_000;

/** Finds what cells name, among what the viewer may know of: partners and territories by key or name, people by address or name. */
export class References {
  private readonly known = new Map<string, number | Problem>();
  /** Names of territories that are not there. */
  private readonly missing = new Set<string>();

  constructor(
    private readonly on: Queryable,
    private readonly viewer: Viewer,
    private readonly kind: ImportKind,
    /** Where rows go that name no organization. */
    private readonly home: number = homeOf(viewer.facts),
  ) {}

  /** Whether a file may say that its rows go there: one's own organization, or one that a cell could name. */
  async isHome(organizationId: number): Promise<boolean> {
    if (organizationId === homeOf(this.viewer.facts)) return true;
    const found = await rows(this.on, sql`SELECT 1 FROM organizations o WHERE o.id = ${organizationId} AND ${this.nameable()}`);
    return found.length > 0;
  }

  /** Looks for everything that these rows name, in one statement a field. */
  async learn(all: readonly Partial<Record<Field, string>>[]): Promise<void> {
    if (this.known.size > most) this.known.clear();
    for (const field of fields) await this.look(field, new Set(all.flatMap((row) => row[field] ?? [])));
  }

  async organization(named: string | undefined): Promise<number> {
    return named ? this.find("organization", named) : this.home;
  }

  territory(named: string): Promise<number> {
    return this.find("territory", named);
  }

  manager(named: string): Promise<number> {
    return this.find("accountManager", named);
  }

  private async find(field: Field, named: string): Promise<number> {
    await this.look(field, new Set([named]));
    const found = this.known.get(`${field} ${named}`)!;
    if (typeof found === "number") return found;
    throw found;
  }

  private async look(field: Field, named: ReadonlySet<string>): Promise<void> {
    const names = [...named].filter((name) => !this.known.has(`${field} ${name}`));
    if (names.length === 0) return;
    const found = new Map<string, Found[]>(names.map((name) => [name, []]));
    for (const one of await rows<Found>(this.on, this.statement(field, names))) found.get(one.named)!.push(one);
    for (const [name, ones] of found) {
      this.known.set(`${field} ${name}`, meant(field, name, ones));
      if (field === "territory" && ones.length === 0 && this.missing.size <= mostMissing) this.missing.add(name);
    }
  }

  /** The names of territories that rows have asked for and that are not there; none when they are so many that another column was meant. */
  missingTerritories(): string[] {
    const named = new Map([...this.missing].map((name) => [name.toLowerCase(), name]));
    return this.missing.size > mostMissing || !can(this.viewer, "territories.list") ? [] : [...named.values()].filter((name) => territoryName.safeParse(name).success).sort((a, b) => a.localeCompare(b));
  }

  /** Each way of naming is a join of its own, so that any number of names costs one look through the table. */
  private statement(field: Field, names: readonly string[]): Sql {
    const asked = sql`unnest(${names}::text[]) n(named)`;
    if (field === "territory") {
      const known = can(this.viewer, "territories.list") ? sql`true` : sql`false`;
      return sql`SELECT n.named, t.id, t.key, true AS "isKey" FROM ${asked} JOIN territories t ON t.key = n.named WHERE ${known}
        UNION ALL SELECT n.named, t.id, t.key, false FROM ${asked} JOIN territories t ON lower(t.name) = lower(n.named) WHERE ${known}`;
    }
    if (field === "accountManager") {
      const self = this.viewer.facts.userId;
      const within = sql`(u.id = ${self} OR ${this.within(sql`u.organization_id`, ["users.list"])})`;
      return sql`SELECT n.named, u.id, u.email AS key, true AS "isKey" FROM ${asked} JOIN users u ON u.email = lower(n.named) WHERE ${within}
        UNION ALL SELECT n.named, u.id, u.email, false FROM ${asked} JOIN users u ON u.name = n.named WHERE ${within}`;
    }
    const within = this.nameable();
    return sql`SELECT n.named, o.id, o.key, true AS "isKey" FROM ${asked} JOIN organizations o ON o.key = n.named WHERE ${within}
      UNION ALL SELECT n.named, o.id, o.key, false FROM ${asked} JOIN organizations o ON lower(o.name) = lower(n.named) WHERE ${within}`;
  }

  /** Organizations, aliased `o`, that a cell may name. */
  private nameable(): Sql {
    const using: Permission[] = this.kind === "customers" ? ["customers.create", "customers.reassign"] : ["users.invite"];
    return this.within(sql`o.id`, ["organizations.list", ...using]);
  }

  private within(column: Sql, permissions: readonly Permission[]): Sql {
    const [first, ...rest] = permissions.map((permission) => organizationFilter(scopesOf(this.viewer.access, permission), column));
    return rest.reduce((condition, other) => sql`(${condition} OR ${other})`, first!);
  }
}

/** Whoever has the name as a key or an address is meant, whatever else is called so. */
function meant(field: Field, named: string, found: readonly Found[]): number | Problem {
  const byKey = found.find(({ isKey }) => isKey);
  if (byKey) return byKey.id;
  const keys = new Map(found.map(({ id, key }) => [id, key]));
  if (keys.size === 0) return invalid({ [field]: unknown(field, named) });
  return keys.size > 1 ? invalid({ [field]: several(field, named, [...keys.values()].sort()) }) : found[0]!.id;
}

function unknown(field: Field, named: string): string {
  if (field === "organization") return t("No partner that you may use has the key or the name “{named}”.", { named });
  return field === "territory" ? t("No territory has the key or the name “{named}”.", { named }) : t("Nobody whom you may see has the address or the name “{named}”.", { named });
}

const mostNamed = 5;

function several(field: Field, named: string, keys: readonly string[]): string {
  const list = [...keys.slice(0, mostNamed), ...(keys.length > mostNamed ? ["…"] : [])].join(", ");
  return field === "accountManager" ? t("More than one is called “{named}”; give the address instead: {list}.", { named, list }) : t("More than one is called “{named}”; give the key instead: {list}.", { named, list });
}
