import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { kindOf, scopeKinds } from "../../access/scope-id";
import type { Access, ScopeSet } from "../../access/scope-set";
import { wallOf, type Wall } from "../../access/wall";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";

const fewLists = 8;
const folded = new WeakMap<ScopeSet, Promise<ScopeSet>>();

/** The set with many customer lists folded into one derived scope, so that 200 security groups cost what one costs. */
export function foldedSet(set: ScopeSet): Promise<ScopeSet> {
  const lists = [...set.plain].filter((id) => kindOf(id) === scopeKinds.listed);
  if (lists.length <= fewLists) return Promise.resolve(set);
  const known = folded.get(set);
  if (known) return known;
  const made = fold(set, lists);
  folded.set(set, made);
  made.catch(() => folded.delete(set));
  return made;
}

async function fold(set: ScopeSet, lists: number[]): Promise<ScopeSet> {
  const [row] = await rows<{ id: number }>(pool(), sql`SELECT fold_scopes(${lists.sort((a, b) => a - b)}::bigint[]) AS id`);
  return { ...set, plain: new Set([...[...set.plain].filter((id) => kindOf(id) !== scopeKinds.listed), row!.id]) };
}

/** The second wall of a viewer, with many customer lists folded: it looks at every row that is read. */
export async function wallFor(access: Access): Promise<Wall> {
  const set = scopesOf(access, "customers.list");
  return wallOf(set && (await foldedSet(set)));
}
