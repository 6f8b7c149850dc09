import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../../access/decide";
import { organizationFilter } from "../../../access/filter";
import type { Viewer } from "../../../access/viewer";
import { pool } from "../../../platform/db/client";
import { rows } from "../../../platform/db/connect";
import { differenceBy } from "./difference";
import { seenMade } from "./made";
import type { Side, Step } from "./sums";

/** Somebody whom the change would make has no id yet. */
type Person = { id: number | null; key: string; name: string };
type Row = Omit<Step, "userId"> & { user: Person };

/** A difference for programs: all sums, and a row for each person whom the viewer may see and each permission. */
export type PreviewInRows = { people: number; later: number; hidden: number; gained: Side; lost: Side; rows: Row[]; next: string | null };

const pageSize = 200;

/** What a command would change about anybody's access, without changing it. Throws what the command throws. */
export async function previewInRows(viewer: Viewer, command: (viewer: Viewer) => Promise<unknown>, from: number): Promise<PreviewInRows> {
  const difference = await differenceBy(() => command(viewer));
  const { people, later, gained, lost, steps } = difference;
  const touched = [...new Set([...steps.map(({ userId }) => userId), ...later])];
  const listed = await rows<Person & { id: number }>(
    pool(),
    sql`SELECT u.id, u.email AS key, u.name FROM users u
      WHERE u.id = ANY(${touched}::int[]) AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}`,
  );
  const isTouched = new Set(touched);
  const made = (await seenMade(viewer, difference)).filter(({ id }) => isTouched.has(id));
  const personOf = new Map<number, Person>([...listed.map((person) => [person.id, person] as const), ...made.map(({ id, email, name }) => [id, { id: null, key: email, name }] as const)]);
  const shown = steps
    .filter(({ userId }) => personOf.has(userId))
    .sort((a, b) => a.userId - b.userId)
    .map(({ userId, ...step }): Row => ({ user: personOf.get(userId)!, ...step }));
  const page = shown.slice(from, from + pageSize);
  const next = from + pageSize < shown.length ? String(from + pageSize) : null;
  return { people, later: later.length, hidden: touched.length - personOf.size, gained, lost, rows: page, next };
}
