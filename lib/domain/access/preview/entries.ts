import type { Tally } from "../../../access/difference";
import type { Place } from "./structure";

/**
 * Which records the records of one entry are. `one`: an organization, or one customer. `cell`: the customers of an organization in a
 * territory. `organization` and `territory`: the customers of an organization, or in a territory, that are in no cell and do not stand
 * alone; a customer can be in an entry of each kind, and no way mentions both of them then.
 */
export type Origin = { kind: "one" | "cell" | "organization" | "territory"; organizationId: number | null; territoryId: number | null; customerId: number | null };

/** Customers counted together. */
export type Entry = Omit<Origin, "customerId"> & Tally;

/** Takes those who stand alone out of the counts they were counted in: a cell, or else those of their organization and their territory. */
export function lessAlone(counted: readonly Entry[], alone: readonly Place[]): Entry[] {
  const entries = new Map(counted.map((entry) => [nameOf(entry.organizationId, entry.territoryId), { ...entry }]));
  for (const { organizationId, territoryId, isArchived } of alone) {
    const cell = territoryId === null ? undefined : entries.get(nameOf(organizationId, territoryId));
    const holders = cell ? [cell] : [entries.get(nameOf(organizationId, null)), territoryId === null ? undefined : entries.get(nameOf(null, territoryId))];
    for (const entry of holders) {
      if (!entry) continue;
      if (isArchived) entry.archived--;
      else entry.records--;
    }
  }
  return [...entries.values()].filter(({ records, archived }) => records + archived > 0);
}

const nameOf = (organizationId: number | null, territoryId: number | null) => `${organizationId ?? ""} ${territoryId ?? ""}`;
