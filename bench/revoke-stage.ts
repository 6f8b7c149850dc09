import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import sql, { type Sql } from "sql-template-tag";

/** One way of changing rights, and the person and customer that it decides about; `give` brings back what `take` takes. */
export type Kind = { name: string; userId: number; customerId: number; take: () => Promise<unknown>; give: () => Promise<unknown> };

type Stage = { kinds: Kind[]; clear: () => Promise<void> };

const one = async (statement: Sql): Promise<number> => (await rows<{ id: number }>(ownerPool(), statement))[0]!.id;
const run = ({ text, values }: Sql) => ownerPool().query(text, values);

async function organization(name: string, parent: number): Promise<number> {
  return one(sql`INSERT INTO organizations (key, name, parent_id, updated_at) VALUES (${`bench-${name}`}, ${`Bench ${name}`}, ${parent}, now()) RETURNING id`);
}

type Person = { home: number; name: string; jobRole?: string };

const person = ({ home, name, jobRole }: Person) =>
  one(sql`INSERT INTO users (email, name, organization_id, status, job_role, updated_at)
    VALUES (${`bench-${name}@bench.example`}, ${name}, ${home}, 'active', ${jobRole ?? null}, now()) RETURNING id`);

const role = (name: string, root: number) =>
  one(sql`INSERT INTO roles (key, name, organization_id, permissions, updated_at) VALUES (${`bench-${name}`}, ${`Bench ${name}`}, ${root}, '{customers.view}', now()) RETURNING id`);

type Given = { user?: number; group?: number; role: number; kind: string; ref?: number };

const grant = ({ user, group, role, kind, ref }: Given) =>
  one(sql`INSERT INTO grants (key, user_id, group_id, role_id, scope_kind, scope_ref, level, updated_at)
    VALUES (${`bench-${user ?? "g"}-${group ?? "u"}-${role}-${kind}-${ref ?? 0}`}, ${user ?? null}, ${group ?? null}, ${role}, ${kind}::scope_kind, ${ref ?? null}, 'write', now()) RETURNING id`);

/** A small partner beside the world, in which every kind of change decides alone about one person and one customer. */
export async function makeStage(): Promise<Stage> {
  await clear();
  const root = await one(sql`SELECT id FROM organizations WHERE parent_id IS NULL`);
  const [home, apart] = [await organization("home", root), await organization("apart", root)];
  const below = await organization("below", home);
  const territory = await one(sql`INSERT INTO territories (key, name, updated_at) VALUES ('bench-t', 'Bench', now()) RETURNING id`);
  const elsewhere = await one(sql`INSERT INTO territories (key, name, updated_at) VALUES ('bench-u', 'Bench elsewhere', now()) RETURNING id`);
  const program = await one(sql`INSERT INTO programs (key, name, updated_at) VALUES ('bench-p', 'Bench', now()) RETURNING id`);
  const customer = await one(sql`INSERT INTO customers (key, name, organization_id, territory_id, updated_at) VALUES ('bench-c', 'Bench', ${below}, ${territory}, now()) RETURNING id`);
  const group = (name: string, type = "team", rule: object | null = null) =>
    one(sql`INSERT INTO groups (key, name, organization_id, type, rule, updated_at) VALUES (${`bench-${name}`}, ${`Bench ${name}`}, ${root}, ${type}::group_type, ${rule === null ? null : JSON.stringify(rule)}::jsonb, now()) RETURNING id`);
  const shared = await role("viewer", root);
  const put = (groupId: number, userId: number) => sql`INSERT INTO group_members (group_id, user_id) VALUES (${groupId}, ${userId})`;
  const out = (groupId: number, userId: number) => sql`DELETE FROM group_members WHERE group_id = ${groupId} AND user_id = ${userId}`;
  const kinds: Kind[] = [];
  const stand = (name: string, userId: number, take: Sql, give: Sql) => kinds.push({ name, userId, customerId: customer, take: () => run(take), give: () => run(give) });
  const holder = async (name: string, given: Omit<Given, "user" | "role">, at = root) => {
    const userId = await person({ home: at, name });
    return { userId, grantId: await grant({ ...given, user: userId, role: shared }) };
  };

  const a = await holder("user", { kind: "subtree", ref: home });
  stand("user deactivated", a.userId, sql`UPDATE users SET status = 'deactivated' WHERE id = ${a.userId}`, sql`UPDATE users SET status = 'active' WHERE id = ${a.userId}`);

  const b = await holder("grant", { kind: "subtree", ref: home });
  stand("grant ended", b.userId, sql`UPDATE grants SET valid_until = now() - interval '1 second' WHERE id = ${b.grantId}`, sql`UPDATE grants SET valid_until = NULL WHERE id = ${b.grantId}`);

  const c = await person({ home: root, name: "member" });
  const team = await group("team");
  await grant({ group: team, role: shared, kind: "subtree", ref: home });
  await run(put(team, c));
  stand("membership", c, out(team, c), put(team, c));

  const d = await person({ home: root, name: "nested" });
  const [inner, outer] = [await group("inner"), await group("outer")];
  await grant({ group: outer, role: shared, kind: "subtree", ref: home });
  await run(put(inner, d));
  const nest = sql`INSERT INTO group_nestings (group_id, member_id) VALUES (${outer}, ${inner})`;
  await run(nest);
  stand("group nesting", d, sql`DELETE FROM group_nestings WHERE group_id = ${outer}`, nest);

  const e = await person({ home: root, name: "rule", jobRole: "bench-desk" });
  const ruled = await group("ruled", "rule", { jobRole: ["bench-desk"] });
  await grant({ group: ruled, role: shared, kind: "subtree", ref: home });
  stand("attribute of a rule", e, sql`UPDATE users SET job_role = 'bench-other' WHERE id = ${e}`, sql`UPDATE users SET job_role = 'bench-desk' WHERE id = ${e}`);

  const f = await person({ home: root, name: "role" });
  const own = await role("own", root);
  await grant({ user: f, role: own, kind: "subtree", ref: home });
  stand("permission of a role", f, sql`UPDATE roles SET permissions = '{users.list}' WHERE id = ${own}`, sql`UPDATE roles SET permissions = '{customers.view}' WHERE id = ${own}`);

  const g = await holder("set", { kind: "customers" });
  const list = sql`INSERT INTO grant_customers (grant_id, customer_id) VALUES (${g.grantId}, ${customer})`;
  await run(list);
  stand("customer of a list", g.userId, sql`DELETE FROM grant_customers WHERE grant_id = ${g.grantId}`, list);

  const h = await holder("territory", { kind: "territory", ref: territory });
  stand("customer's territory", h.userId, sql`UPDATE customers SET territory_id = ${elsewhere} WHERE id = ${customer}`, sql`UPDATE customers SET territory_id = ${territory} WHERE id = ${customer}`);

  const i = await holder("program", { kind: "program", ref: program });
  const enrol = sql`INSERT INTO enrollments (program_id, organization_id, valid_from) VALUES (${program}, ${below}, now() - interval '1 day')`;
  await run(enrol);
  stand("enrolment", i.userId, sql`DELETE FROM enrollments WHERE program_id = ${program}`, enrol);

  const j = await holder("move", { kind: "subtree", ref: home });
  stand("organization moved", j.userId, sql`UPDATE organizations SET parent_id = ${apart} WHERE id = ${below}`, sql`UPDATE organizations SET parent_id = ${home} WHERE id = ${below}`);

  const k = await holder("guardrail", { kind: "everything" }, home);
  stand("guardrail", k.userId, sql`UPDATE organizations SET has_guardrail = true, guardrail = '{users.list}' WHERE id = ${home}`, sql`UPDATE organizations SET has_guardrail = false, guardrail = '{}' WHERE id = ${home}`);
  return { kinds, clear };
}

/** Takes everything of the stage away again. */
async function clear(): Promise<void> {
  for (const text of [
    "DELETE FROM grants WHERE key LIKE 'bench-%'",
    "DELETE FROM groups WHERE key LIKE 'bench-%'",
    "DELETE FROM roles WHERE key LIKE 'bench-%'",
    "DELETE FROM users WHERE email LIKE 'bench-%'",
    "DELETE FROM customers WHERE key LIKE 'bench-%'",
    "DELETE FROM programs WHERE key LIKE 'bench-%'",
    "DELETE FROM organizations WHERE key = 'bench-below'",
    "DELETE FROM organizations WHERE key LIKE 'bench-%'",
    "DELETE FROM territories WHERE key LIKE 'bench-%'",
  ]) {
    await ownerPool().query(text);
  }
}
