import { notFound, Problem, refused } from "../shared/errors";
import { t } from "../shared/language/text";
import type { Access, ScopeSet } from "./compile";
import { isWrite, permissionIndex, permissions, type Permission } from "./permissions";
import { answers } from "./probe";
import type { Viewer } from "./viewer";

/** A record as the decision sees it: the ids of all scopes it is in (those of its customer, else of its organization). */
export type RecordScopes = readonly number[];

/** The records on which the permission holds; null when it holds on none. */
export function scopesOf(access: Access, permission: Permission): ScopeSet | null {
  const index = access.of[permissionIndex(permission)]!;
  return index === 255 ? null : access.sets[index]!;
}

/**
 * The decision: may this person use this permission on this record? (access-model.md, "The decision") A record in no scope at all is one
 * that could not be read, and nothing is allowed with it.
 */
export function allowed(access: Access, permission: Permission, record: RecordScopes): boolean {
  return record.length > 0 && answers(access.probe, permissionIndex(permission), record);
}

/** True when the permission holds on at least some record; what menus and buttons ask, for courtesy. */
export const can = (viewer: Viewer, permission: Permission) => scopesOf(viewer.access, permission) !== null;

/** Every permission that holds somewhere, in catalogue order. */
export const heldPermissions = (access: Access): Permission[] =>
  permissions.filter((_, index) => access.of[index] !== 255).map(({ key }) => key);

/** What every change is answered while somebody looks with the viewer's eyes. */
export const onlyViewing = ({ facts }: Viewer, permission?: Permission) =>
  new Problem("refused", t("You are viewing as {name}: nothing can be changed.", { name: facts.name }), permission ? { permission } : {});

const lacking = (viewer: Viewer, permission: Permission, message?: string) =>
  viewer.viewing && isWrite(permission) ? onlyViewing(viewer, permission) : refused(permission, message);

/** First line of every domain function. Throws `refused` when the permission is held nowhere. */
export function authorize(viewer: Viewer, permission: Permission): void {
  if (!can(viewer, permission)) throw lacking(viewer, permission);
}

/**
 * True when the viewer is there as themselves, so that what is their own is within reach: not while somebody looks with their eyes, and
 * not for a token that was narrowed to some permissions.
 */
export const reachesOwn = ({ viewing, narrowedTo }: Pick<Viewer, "viewing" | "narrowedTo">): boolean => !viewing && narrowedTo === null;

/** First line of what needs the permission, or nothing but being the person whose record it is, such as one's own tasks. */
export function authorizeOwnOr(viewer: Viewer, permission: Permission): void {
  if (!reachesOwn(viewer)) authorize(viewer, permission);
}

/**
 * Second question, once the record is known: throws `not-found` when the viewer may not even read it, `refused` when they may
 * read it but not do this (access-model.md, "Hidden is not found").
 */
export function authorizeOn(viewer: Viewer, on: { read: Permission; permission: Permission; record: RecordScopes; noun: string }): void {
  if (!allowed(viewer.access, on.read, on.record)) throw notFound(on.noun);
  if (!allowed(viewer.access, on.permission, on.record)) throw lacking(viewer, on.permission, t("You may not do this with this {noun}.", { noun: on.noun }));
}

/**
 * First line of what everybody may do about themselves, such as making a token. Throws `refused` for whoever is not there in person: who
 * acts through a token, and who looks with another's eyes.
 */
export function authorizeSelf(viewer: Viewer): void {
  if (viewer.viewing) throw onlyViewing(viewer);
  if (viewer.via !== null) throw new Problem("refused", t("Only the person can do this, signed in to the portal."));
}
