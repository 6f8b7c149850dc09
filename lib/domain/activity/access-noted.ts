import "server-only";
import sql from "sql-template-tag";
import { minutesFromNow } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { addJobs } from "../../platform/jobs";

type Entry = { action: string; outcome?: "done" | "refused"; recordId: number | null; before?: Record<string, unknown>; after?: Record<string, unknown> };
type Row = { id: number; entry: Entry };

/** Changes within so many minutes are told in one mail. */
const gathered = 2;

const told = new Set(["grants.give", "grants.revoke", "grants.change", "groups.manage-members"]);

/** Whether a change is one of those of which people are told. */
export const tellsSomebody = ({ action, outcome }: Entry): boolean => outcome !== "refused" && told.has(action);

/**
 * Sees to it that people learn by mail what others changed in their access: their own grants, and the groups they are put into or taken out
 * of. What groups hold is not told to each of their members.
 */
export async function noteAccessChange(tx: Transaction, actor: { facts: { userId: number } }, { id, entry }: Row): Promise<void> {
  if (!tellsSomebody(entry)) return;
  const touched = (await peopleOf(tx, entry)).filter((userId) => userId !== actor.facts.userId);
  if (touched.length === 0) return;
  const jobs = touched.map((userId) => ({ payload: [{ userId, activityId: id }], key: `tell-access:${userId}` }));
  await addJobs(tx, "tell-access", jobs, { runAt: minutesFromNow(gathered), keepsTime: true });
}

const idsIn = (value: unknown): number[] =>
  Array.isArray(value) ? value.flatMap((one: unknown) => (typeof one === "object" && one !== null && "id" in one && typeof one.id === "number" ? [one.id] : [])) : [];

const idIn = (value: unknown): number[] => (typeof value === "number" ? [value] : []);

async function peopleOf(tx: Transaction, { action, recordId, before, after }: Entry): Promise<number[]> {
  switch (action) {
    case "grants.give":
      return idIn(after?.userId);
    case "grants.revoke":
      return idIn(before?.userId);
    case "grants.change":
      return (await rowsIn<{ userId: number | null }>(tx, sql`SELECT user_id AS "userId" FROM grants WHERE id = ${recordId}`)).flatMap(({ userId }) => idIn(userId));
    case "groups.manage-members":
      return [...idsIn(after?.added), ...idsIn(before?.removed)];
    default:
      return [];
  }
}
