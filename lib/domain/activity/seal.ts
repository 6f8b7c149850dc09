import "server-only";
import sql from "sql-template-tag";
import { ownerPool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";

/** Seals the finished rows of the activity log with the owner's rights; called by upkeep every few seconds. Answers how many it sealed. */
export async function sealActivities(): Promise<number> {
  return (await firstRow<{ sealed: number }>(ownerPool(), sql`SELECT seal_activities() AS sealed`))!.sealed;
}
