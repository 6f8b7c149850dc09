import { isPermission, permissionEntry, permissions, withImplied, type Permission } from "./permissions";

/**
 * The three sides of a proposal to a clone: the template as the clone last knew it, the clone as it stands, and the template as it is
 * now. Only what they allow counts, implied permissions included; by which names a role says it does not.
 */
export type Sides = { base: readonly string[]; theirs: readonly string[]; next: readonly string[] };

/** Why a change is not simply taken: it brings back what the clone had taken out, or what the clone added itself keeps it. */
export type Conflict = { kind: "brings-back" | "kept-by"; keys: Permission[] };
export type ProposedChange = { key: Permission; change: "add" | "remove"; conflict: Conflict | null };

const inOrder = (keys: Iterable<string>): Permission[] => {
  const wanted = new Set(keys);
  return permissions.map(({ key }) => key).filter((key) => wanted.has(key));
};
const less = (keys: readonly Permission[], others: readonly Permission[]) => keys.filter((key) => !others.includes(key));

/** What the first allows and the second does not, in both directions; implied permissions count. */
export function differenceBetween(before: readonly string[], after: readonly string[]): { added: Permission[]; removed: Permission[] } {
  const [was, is] = [withImplied(before), withImplied(after)];
  return { added: less(is, was), removed: less(was, is) };
}

/** True when both allow the same. */
export function allowsTheSame(one: readonly string[], other: readonly string[]): boolean {
  const { added, removed } = differenceBetween(one, other);
  return added.length === 0 && removed.length === 0;
}

/** What the new version would change in the clone, in catalogue order; what the clone did itself already is not proposed. */
export function proposalOf({ base, theirs, next }: Sides): ProposedChange[] {
  const has = withImplied(theirs);
  const { added, removed } = differenceBetween(base, next);
  const own = differenceBetween(base, theirs);
  const kept = closedWithout(has, removed);
  const changes = [
    ...less(added, has).map((key): ProposedChange => {
      const back = withImplied([key]).filter((each) => own.removed.includes(each) && !has.includes(each));
      return { key, change: "add", conflict: back.length > 0 ? { kind: "brings-back", keys: back } : null };
    }),
    ...removed
      .filter((key) => has.includes(key))
      .map((key): ProposedChange => {
        const keepers = kept.includes(key) ? less(has, removed).filter((each) => withImplied([each]).includes(key)) : [];
        return { key, change: "remove", conflict: keepers.length > 0 ? { kind: "kept-by", keys: keepers } : null };
      }),
  ];
  return inOrder(changes.map(({ key }) => key)).map((key) => changes.find((change) => change.key === key)!);
}

/** The closed set less some of its keys, closed again: a key that another still implies stays. */
const closedWithout = (keys: readonly Permission[], gone: readonly Permission[]) => withImplied(less(keys, gone));

/**
 * The clone's permissions once some of the changes are taken (keys that are not proposed count as not chosen). Its own edits stay;
 * nothing chosen leaves it letter by letter as it is.
 */
export function afterTaking(sides: Sides, taken: Iterable<string>): Permission[] {
  const chosen = new Set(taken);
  const changes = proposalOf(sides).filter(({ key }) => chosen.has(key));
  if (changes.length === 0) return sides.theirs.filter(isPermission);
  const of = (kind: ProposedChange["change"]) => changes.filter(({ change }) => change === kind).map(({ key }) => key);
  const [added, removed] = [of("add"), of("remove")];
  const whole = withImplied([...closedWithout(withImplied(sides.theirs), removed), ...added]);
  return named(whole, [...sides.theirs, ...added]);
}

/** The same set by as few names as it needs: those that were named before, and those that nothing else brings along. */
export function named(whole: readonly Permission[], before: readonly string[]): Permission[] {
  const brought = new Set<string>(whole.flatMap((key) => withImplied(permissionEntry(key).implies)));
  return whole.filter((key) => before.includes(key) || !brought.has(key));
}

/** Every change that has an effect when all are taken. */
export const allOf = (sides: Sides): Permission[] => proposalOf(sides).map(({ key }) => key);
