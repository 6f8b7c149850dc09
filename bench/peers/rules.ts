import { validGrants, yieldedBy } from "@/lib/access/compile";
import type { Permission } from "@/lib/access/permissions";
import { atomOf, type Atom } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import { ownerPool } from "@/lib/platform/db/client";
import type { Question } from "../questions";

/** One grant of a person as a peer gets it: what it allows, and where, already clipped to the person's reach. */
export type Rule = { grantId: number; permissions: readonly Permission[]; atom: Atom };

/** A peer with everybody's rules loaded; `ask` is what is timed. */
export type Peer = { name: string; ask: (question: Question) => boolean };

/** The customers that grants list or leave out, by grant. */
export type Lists = { listed: Map<number, number[]>; excepted: Map<number, number[]> };

/** The person's rules, one per valid grant, each once however many groups carry it. */
export function rulesOf({ facts }: Viewer): Rule[] {
  const grants = new Set(validGrants(facts, Date.now()).map(({ grant }) => grant));
  return [...grants].flatMap((grant) => {
    const atom = atomOf(grant, facts);
    return atom ? [{ grantId: grant.id, permissions: yieldedBy(grant, facts), atom }] : [];
  });
}

/** Reads the lists of all grants. */
export async function readLists(): Promise<Lists> {
  const read = async (table: string) => {
    const { rows } = await ownerPool().query<{ id: number; customers: number[] }>(`SELECT grant_id AS id, array_agg(customer_id) AS customers FROM ${table} GROUP BY 1`);
    return new Map(rows.map(({ id, customers }) => [id, customers]));
  };
  return { listed: await read("grant_customers"), excepted: await read("grant_except_customers") };
}
