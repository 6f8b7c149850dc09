import "server-only";
import type { Transaction } from "../../platform/db/connect";
import { toDateInput } from "../../shared/dates";
import { Problem, stale, type FieldClash } from "../../shared/errors";
import { mergeEdit } from "../activity/merge";
import type { Locked } from "./saving";

/** The last day of an account, as a date input wants it; empty for one without an end. */
export const lastDayOf = (expiresAt: Date | null) => (expiresAt ? toDateInput(expiresAt.getTime() - 1) : "");

type Limits = Pick<Locked, "expiresAt" | "readOnly">;

/** The limits to write, merged with what others changed since; a clash over the end is told in the form's own field, the last day. */
export async function mergeLimits(
  tx: Transaction,
  user: Locked,
  { baseVersion, submitted }: { baseVersion: number; submitted: Partial<Limits> },
): Promise<Partial<Limits>> {
  const edit = { recordType: "user", recordId: user.id, noun: "user", baseVersion, current: user, submitted };
  try {
    return await mergeEdit<Locked>(tx, edit);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "stale") throw error;
    const inDays = (clash: FieldClash): FieldClash =>
      clash.field === "expiresAt"
        ? { ...clash, field: "lastDay", yours: lastDayOf(submitted.expiresAt ?? null), theirs: lastDayOf(user.expiresAt) }
        : clash;
    throw stale("user", error.clashes.map(inDays), user.version);
  }
}
