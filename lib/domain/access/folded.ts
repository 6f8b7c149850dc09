import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { isProjected, kindOf, scopeKinds } from "../../access/scope-id";
import type { Access, Atom, ScopeSet } from "../../access/scope-set";
import { wallOf, type Wall } from "../../access/wall";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";

const fewLists = 8;
const folded = new WeakMap<ScopeSet, Promise<ScopeSet>>();

/**
 * The set with derived scopes in place of many customer lists and of atoms with conditions, so that 200 security groups, or thirty
 * territories clipped to a reach, cost what one scope costs. It covers the same records.
 */
export function foldedSet(set: ScopeSet): Promise<ScopeSet> {
  const known = folded.get(set);
  if (known) return known;
  const parts = partsOf(set);
  if (parts.length === 0) return Promise.resolve(set);
  const made = fold(set, parts).catch((error: unknown) => {
    folded.delete(set);
    if (isBusy(error)) return set; // reads more, but the same; the next request tries again
    throw error;
  });
  folded.set(set, made);
  return made;
}

/** What is folded, each part into a scope of its own: many lists, atoms that need several scopes, atoms that only leave some out. */
function partsOf({ plain, atoms }: ScopeSet): Atom[][] {
  const lists = [...plain].filter((id) => kindOf(id) === scopeKinds.listed).map((include): Atom => ({ include, require: [], exclude: [] }));
  const kept = atoms.filter(({ include, require, exclude }) => [include, ...require, ...exclude].every(isProjected));
  const parts = [lists.length > fewLists ? lists : [], kept.filter(({ require }) => require.length > 0), kept.filter(({ require }) => require.length === 0)];
  return parts.filter((part) => part.length > 0);
}

async function fold(set: ScopeSet, parts: readonly Atom[][]): Promise<ScopeSet> {
  let { plain, atoms } = set;
  for (const part of parts) {
    const id = await derivedScope(part);
    if (id === null) continue;
    const includes = new Set(part.filter(({ require, exclude }) => require.length === 0 && exclude.length === 0).map(({ include }) => include));
    plain = new Set([...[...plain].filter((scope) => !includes.has(scope)), id]);
    atoms = atoms.filter((atom) => !part.includes(atom));
  }
  return { ...set, plain, atoms };
}

/** The derived scope of these atoms; null when lists do as well without. */
async function derivedScope(part: readonly Atom[]): Promise<number | null> {
  const ascending = (ids: readonly number[]) => [...new Set(ids)].sort((a, b) => a - b);
  const spelled = part.map(({ include, require, exclude }) => JSON.stringify([ascending([include, ...require]), ascending(exclude)]));
  const [row] = await rows<{ id: number | null }>(pool(), sql`SELECT derive_scope(${`[${[...new Set(spelled)].sort().join()}]`}::jsonb) AS id`);
  return row!.id;
}

/** True when the structure is being moved by somebody else just now. */
const isBusy = (error: unknown) => (error as { code?: string }).code === "55P03";

/** The second wall of a viewer, folded alike: it looks at every row that is read. */
export async function wallFor(access: Access): Promise<Wall> {
  const set = scopesOf(access, "customers.list");
  return wallOf(set && (await foldedSet(set)));
}
