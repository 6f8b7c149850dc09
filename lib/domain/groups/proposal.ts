import "server-only";
import { allowed, authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { msg } from "../../shared/language/text";
import { countedTotal } from "../../shared/numbers";
import { Problem } from "../../shared/errors";
import { read } from "../access/change";
import { asTransaction } from "../access/facts-within";
import { organizationRecord } from "../access/records";
import { countCovered } from "../grants/coverage";
import { freeName, nameOfScope, sameSecurityGroup, scopeOfWanted } from "./generated";
import type { ProposalInput } from "./schema";

/** The security group that would be taken: one that is there, or a new one and what it would be called. Null while something is to be chosen. */
export type Proposal = { name: string; isNew: boolean; customers: string | null } | null;

/**
 * Which security group a person would be put into for the scope described; nothing is written. Null where the scope is unfinished, or
 * names what the viewer may not see.
 */
export async function proposeSecurityGroup(viewer: Viewer, { organizationId, roleId, level, ...scope }: ProposalInput): Promise<Proposal> {
  authorize(viewer, "groups.create");
  return read(viewer, async (on) => {
    const home = await organizationRecord(asTransaction(on), organizationId);
    if (!home || !allowed(viewer.access, "groups.create", home.scopes)) return null;
    const usual = await nameOfScope(on, viewer, scope).catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
    if (usual === null) return null;
    const same = roleId ? await sameSecurityGroup(on, home.id, { roleId, level, scope }) : null;
    const total = await countCovered(on, viewer, scopeOfWanted(scope), { userId: null, path: home.path });
    return { name: same?.name ?? (await freeName(on, home.id, usual)), isNew: !same, customers: total && countedTotal(total, msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")) };
  });
}
