import "server-only";
import { allowed, type RecordScopes } from "../../access/decide";
import { permissionEntry, permissions } from "../../access/permissions";
import { kindOf, scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { refused } from "../../shared/errors";

/**
 * "Nobody grants to themselves", for moving records instead of making grants: throws `refused` when putting a record (or what lies
 * below it) elsewhere would let the viewer use a permission on it that they cannot use on it now.
 */
export function requireNoOwnGain(viewer: Viewer, before: RecordScopes, after: RecordScopes): void {
  const { access } = viewer;
  const conditions = access.sets.flatMap(({ atoms }) => atoms.map(({ include, require }) => [include, ...require].filter(isCondition)));
  const added = new Set(after.filter((id) => !before.includes(id)));
  // What lies below the record may meet conditions that the record itself does not: each is taken as met once, and all of one grant together.
  const cases = [[], ...new Set(conditions.flat()).values().map((id) => [id]), ...conditions.map((met) => met.filter((id) => !added.has(id)))];
  const gained = permissions.find(({ key }) =>
    cases.some((met) => !allowed(access, key, [...before, ...met]) && allowed(access, key, [...after, ...met])),
  );
  if (!gained) return;
  const sentence = permissionEntry(gained.key).sentence.replace(/\.$/, "");
  throw refused(gained.key, `This would give you access there that you do not have now: “${sentence}”. Ask somebody who has it.`);
}

const isCondition = (id: number) => kindOf(id) === scopeKinds.territory || kindOf(id) === scopeKinds.program;
