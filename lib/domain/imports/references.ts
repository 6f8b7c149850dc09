import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { homeOf } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";

/** Finds what cells name: partners within reach by key or name, territories by key or name, people within reach by e-mail. */
export class References {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly tx: Transaction,
    private readonly viewer: Viewer,
  ) {}

  organization(named: string | undefined): Promise<number> {
    if (!named) return Promise.resolve(homeOf(this.viewer.facts));
    return this.find("organization", named, sql`SELECT o.id FROM organizations o JOIN organization_closure c ON c.organization_id = o.id
      WHERE c.ancestor_id = ${homeOf(this.viewer.facts)} AND (o.key = ${named} OR lower(o.name) = lower(${named})) ORDER BY o.key = ${named} DESC LIMIT 2`);
  }

  territory(named: string): Promise<number> {
    return this.find("territory", named, sql`SELECT id FROM territories WHERE key = ${named} OR lower(name) = lower(${named}) ORDER BY key = ${named} DESC LIMIT 2`);
  }

  manager(email: string): Promise<number> {
    return this.find("accountManager", email, sql`SELECT u.id FROM users u JOIN organization_closure c ON c.organization_id = u.organization_id
      WHERE c.ancestor_id = ${homeOf(this.viewer.facts)} AND u.email = lower(${email}) LIMIT 2`);
  }

  private async find(field: string, named: string, statement: ReturnType<typeof sql>): Promise<number> {
    const name = `${field} ${named}`;
    const known = this.known.get(name);
    if (known) return known;
    const [first, second] = await rowsIn<{ id: number }>(this.tx, statement);
    if (!first) throw invalid({ [field]: `“${named}” is not known here.` });
    if (second && field !== "accountManager") throw invalid({ [field]: `More than one is called “${named}”; give its key instead.` });
    this.known.set(name, first.id);
    return first.id;
  }
}
