import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import { homeOf, type Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, type Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { ImportKind } from "./schema";

/** Finds what cells name, among what the viewer may know of: partners and territories by key or name, people by address or name. */
export class References {
  private readonly known = new Map<string, number | Problem>();

  constructor(
    private readonly tx: Transaction,
    private readonly viewer: Viewer,
    private readonly kind: ImportKind,
  ) {}

  /** A cell left empty is the viewer's own organization. */
  async organization(named: string | undefined): Promise<number> {
    if (!named) return homeOf(this.viewer.facts);
    const using: Permission[] = this.kind === "customers" ? ["customers.create", "customers.reassign"] : ["users.invite"];
    return this.find("organization", named, sql`SELECT o.id, o.key = ${named} AS "isKey" FROM organizations o
      WHERE (o.key = ${named} OR lower(o.name) = lower(${named})) AND ${this.within(sql`o.id`, ["organizations.list", ...using])} ORDER BY 2 DESC LIMIT 2`);
  }

  territory(named: string): Promise<number> {
    const known = can(this.viewer, "territories.list") ? sql`true` : sql`false`;
    return this.find("territory", named, sql`SELECT t.id, t.key = ${named} AS "isKey" FROM territories t
      WHERE (t.key = ${named} OR lower(t.name) = lower(${named})) AND ${known} ORDER BY 2 DESC LIMIT 2`);
  }

  manager(named: string): Promise<number> {
    const self = this.viewer.facts.userId;
    return this.find("accountManager", named, sql`SELECT u.id, u.email = lower(${named}) AS "isKey" FROM users u
      WHERE (u.email = lower(${named}) OR u.name = ${named}) AND (u.id = ${self} OR ${this.within(sql`u.organization_id`, ["users.list"])})
      ORDER BY 2 DESC LIMIT 2`);
  }

  private within(column: Sql, permissions: readonly Permission[]): Sql {
    const [first, ...rest] = permissions.map((permission) => organizationFilter(scopesOf(this.viewer.access, permission), column));
    return rest.reduce((condition, other) => sql`(${condition} OR ${other})`, first!);
  }

  /** Each name is looked for once. Whoever has it as a key or an address is meant, whatever else is called so. */
  private async find(field: string, named: string, statement: Sql): Promise<number> {
    const name = `${field} ${named}`;
    const found = this.known.get(name) ?? (await this.look(field, named, statement));
    this.known.set(name, found);
    if (typeof found === "number") return found;
    throw found;
  }

  private async look(field: string, named: string, statement: Sql): Promise<number | Problem> {
    if (named.includes("\0")) return invalid({ [field]: t("Use printable characters only.") });
    const [first, second] = await rowsIn<{ id: number; isKey: boolean }>(this.tx, statement);
    if (!first) return invalid({ [field]: `“${named}” is not known here.` });
    const hint = field === "accountManager" ? "address" : "key";
    return second && !first.isKey ? invalid({ [field]: t("More than one is called “{named}”; give the {hint} instead.", { named, hint }) }) : first.id;
  }
}
