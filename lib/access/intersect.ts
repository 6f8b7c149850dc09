import type { Access, ScopeSet } from "./compile";
import { permissions } from "./permissions";
import { probeOf } from "./probe";
import { everything, kindOf, scopeId, scopeKinds } from "./scope-id";
import type { Atom } from "./scope-set";

/** A person's rights with the way up from their home, nearest first. */
export type Rights = { access: Access; homePath: readonly number[] };

/**
 * What one person may read with the eyes of another: every reading right that both hold, on the records on which both hold it, and no
 * writing right at all. The other's rights end at their own reach, so whoever holds a right on that whole reach adds no limit to it.
 */
export function intersectAccess(own: Rights, theirs: Rights): Access {
  const sets: ScopeSet[] = [];
  const placeOf = new Map<string, number>();
  const of = Uint8Array.from(permissions, ({ kind }, index) => {
    const [mine, other] = [own.access.of[index]!, theirs.access.of[index]!];
    if (kind === "write" || mine === 255 || other === 255) return 255;
    const pair = `${mine} ${other}`;
    const place = placeOf.get(pair) ?? sets.push(common(own.access.sets[mine]!, theirs.access.sets[other]!, theirs.homePath)) - 1;
    placeOf.set(pair, place);
    return isEmpty(sets[place]!) ? 255 : place;
  });
  const until = Math.min(own.access.until, theirs.access.until);
  return { userId: theirs.access.userId, sets, of, probe: probeOf(sets, of), until };
}

const isEmpty = ({ all, plain, atoms }: ScopeSet) => !all && plain.size === 0 && atoms.length === 0;

function common(own: ScopeSet, theirs: ScopeSet, theirHome: readonly number[]): ScopeSet {
  if (own.all || theirHome.some((id) => own.plain.has(scopeId("subtree", id)))) return theirs;
  if (theirs.all) return own;
  const atoms = new Map<string, Atom>();
  for (const mine of atomsOf(own)) {
    for (const other of atomsOf(theirs)) {
      const both = isApart(mine.include, other.include) ? null : meeting(mine, other);
      if (both) atoms.set(JSON.stringify(both), both);
    }
  }
  // Of plain scopes none is inside another. What both have plainly keeps that; what only conditions bring together stays a condition.
  const plain = new Set([...own.plain].filter((id) => theirs.plain.has(id)));
  return { all: false, plain, atoms: [...atoms.values()].filter(({ include, require }) => ![include, ...require].some((id) => plain.has(id))) };
}

const atomsOf = ({ plain, atoms }: ScopeSet): Atom[] => [...[...plain].map((include) => ({ include, require: [], exclude: [] })), ...atoms];

/** A record has one organization and one account manager at most: two different ones share no record. */
const isApart = (one: number, other: number) =>
  one !== other && kindOf(one) === kindOf(other) && one !== everything && (kindOf(one) === scopeKinds.direct || kindOf(one) === scopeKinds.own);

/** The records in both atoms, spelled in one way whatever the order. */
function meeting(mine: Atom, other: Atom): Atom | null {
  const needed = [...new Set([mine.include, other.include, ...mine.require, ...other.require])].filter((id) => id !== everything).sort((a, b) => a - b);
  const exclude = [...new Set([...mine.exclude, ...other.exclude])].sort((a, b) => a - b);
  if (needed.some((id) => exclude.includes(id))) return null;
  if (needed.length === 1 && exclude.length === 0) return { include: everything, require: needed, exclude };
  return { include: needed[0] ?? everything, require: needed.slice(1), exclude };
}
