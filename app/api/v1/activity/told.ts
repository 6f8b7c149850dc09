import "server-only";
import type { Viewer } from "@/lib/access/viewer";
import { keysById, type KeyedTable } from "@/lib/domain/access/reference-keys";
import { homeNames } from "@/lib/domain/activity/homes";
import type { ActivityRow } from "@/lib/domain/activity/rows";
import { withKeys } from "../named";
import { activityShape } from "./shape";

const tables: Record<string, KeyedTable> = {
  customer: "customers",
  organization: "organizations",
  user: "users",
  group: "groups",
  role: "roles",
  grant: "grants",
  territory: "territories",
  program: "programs",
  task: "tasks",
};

/** The keys of the records that rows are about; a row's own type says in which table its record is. */
async function keysOfRecords(viewer: Viewer, found: readonly ActivityRow[]) {
  const wanted = new Map<KeyedTable, Set<number>>();
  for (const { recordType, recordId } of found) {
    const table = tables[recordType];
    if (table && recordId !== null) wanted.set(table, (wanted.get(table) ?? new Set()).add(recordId));
  }
  const keyOf = await keysById(viewer, wanted);
  return ({ recordType, recordId }: ActivityRow) => (recordId === null || !tables[recordType] ? null : keyOf(tables[recordType], recordId));
}

/** Rows of the log for programs: whatever they name has id, key and name. */
export async function asEntries(viewer: Viewer, found: readonly ActivityRow[]): Promise<Record<string, unknown>[]> {
  const [keyOf, nameOf] = await Promise.all([keysOfRecords(viewer, found), homeNames(viewer, found)]);
  const home = (what: "organization" | "customer", id: number | null) => (id === null ? null : { id, name: nameOf(what, id) });
  const entries = found.map((row) => {
    const { id, at, actorId, actorName, viewingAsId, viewingAsName, via, action, outcome, recordType, recordId, recordName, organizationId, customerId, ip, device, before, after } = row;
    const record = { type: recordType, id: recordId, key: keyOf(row), name: recordName };
    const people = { actor: { id: actorId, name: actorName }, viewingAs: viewingAsName === null ? null : { id: viewingAsId, name: viewingAsName } };
    return { id, at, ...people, via, action, outcome, record, organization: home("organization", organizationId), customer: home("customer", customerId), ip, device, before, after };
  });
  await withKeys(viewer, entries, activityShape);
  return entries;
}
