import "server-only";
import { allowed, authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { refused } from "../../shared/errors";
import { pool } from "../../platform/db/client";
import { loadFacts } from "../access/facts";
import { capNote, givenPermissions, guardrailNotes } from "../access/limits-shown";
import { findUser } from "./queries";

/** What keeps a person from using what they were given: the read-only cap and guardrails, a sentence each; empty when nothing does. */
export async function userBounds(viewer: Viewer, userId: number): Promise<string[]> {
  authorize(viewer, "grants.list");
  const { scopes, name, organizationId } = await findUser(viewer, userId);
  if (!allowed(viewer.access, "grants.list", scopes)) throw refused("grants.list");
  const facts = (await loadFacts(pool(), userId))!;
  const permissions = await givenPermissions({ userIds: [userId], groupIds: facts.memberships.map(({ groupId }) => groupId) });
  const cap = facts.readOnly ? capNote(name, permissions) : null;
  return [...(cap ? [cap] : []), ...(await guardrailNotes(viewer, { organizationId, permissions }))];
}
