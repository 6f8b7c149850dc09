import "server-only";
import { everything, kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import type { ScopeSet } from "../../../access/scope-set";
import type { Condition } from "./conditions";

/** How many customers a scope holds, by the counters. */
export type Counts = ReadonlyMap<number, number>;

/** How many records the scopes hold together at the most, by the counters; direct and own are taken as small. */
export const sizeOf = (scopes: readonly number[], counts: Counts) => scopes.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);

/** A source of candidates, each of which must meet the conditions. */
export type Source = { scopes: readonly number[]; conditions: readonly Condition[]; counts: Counts; /** Some of the scopes may lie inside others. */ mayNest?: boolean };

const { subtree, direct, territory, program, own } = scopeKinds;
const isOfPlace = (id: number) => [subtree, territory, program].some((kind) => kind === kindOf(id));

/**
 * In rows of an index read one after the other (0.13 µs each): a look at one candidate's own rows, which touches three blocks (1.5 to 3.3 µs);
 * a look at its place in a tree or at its partner's enrolments (two blocks, 1.2 µs); and a row that is read to be hashed. Where two ways take about the same time, that of
 * fewer blocks is taken.
 */
const [look, lookAtPlace, hashed] = [25, 9, 1.5];
/** Roughly how many customers one organization or territory has, and how many somebody whom no counter counts. */
const [customersOfPlace, customersOfOne] = [50, 500];

/** What it costs to read who is in the scope: places of a tree, or the customers of a list. */
const wholeOf = (id: number, counts: Counts) => (hashed * sizeOf([id], counts)) / (isOfPlace(id) ? customersOfPlace : 1);

/** The one organization whose own customers the source reads, if it does: what is known of it is looked up once for all of them. */
export const partnerOf = ({ scopes }: Source) => (scopes.length === 1 && kindOf(scopes[0]!) === direct ? referenceOf(scopes[0]!) : null);

/** What it costs to find out of each candidate whether it is in the scope. */
function lookFor(id: number, source: Source, candidates: number): number {
  const isOfPartner = kindOf(id) === subtree || kindOf(id) === program;
  return (isOfPlace(id) ? lookAtPlace : look) * (isOfPartner && partnerOf(source) !== null ? 1 : candidates);
}

/** Every scope that a set speaks of as a way in. */
const waysOf = ({ plain, atoms }: ScopeSet) => [...plain, ...atoms.flatMap(({ include, require, exclude }) => [include, ...require, ...exclude])];

/** Every scope that a condition must know a candidate to be in or not. */
export function scopesOfCondition(condition: Condition): readonly number[] {
  if ("words" in condition) return [];
  return "within" in condition ? waysOf(condition.within) : "any" in condition ? condition.any : condition.none;
}

/** The part of all customers that meets the condition, taken as spread evenly. */
function shareOf(condition: Condition, counts: Counts): number {
  if ("words" in condition) return 1;
  const all = Math.max(1, sizeOf([everything], counts));
  if ("none" in condition) return Math.max(0.1, 1 - sizeOf(condition.none, counts) / all);
  const scopes = "any" in condition ? condition.any : [...condition.within.plain, ...condition.within.atoms.map(({ include }) => include)];
  return Math.min(1, sizeOf(scopes, counts) / all);
}

/** How many candidates are looked at until `limit` of them meet the conditions. */
function candidatesOf({ scopes, conditions, counts }: Source, limit: number): number {
  const share = conditions.reduce((product, condition) => product * shareOf(condition, counts), 1);
  const size = (id: number) => (kindOf(id) === direct || kindOf(id) === own ? customersOfOne : sizeOf([id], counts));
  return scopes.reduce((sum, id) => sum + Math.min(size(id), limit / share), 0);
}

/** What reading a page costs, in rows of an index: its candidates, and for each scope of a condition its rows or a look at each candidate. */
export function costOf(source: Source, limit: number): number {
  const candidates = candidatesOf(source, limit);
  const known = (id: number) => (kindOf(id) === own ? Infinity : id === everything || kindOf(id) === direct ? 0 : wholeOf(id, source.counts));
  return source.conditions.flatMap(scopesOfCondition).reduce((sum, id) => sum + Math.min(known(id), lookFor(id, source, candidates)), candidates);
}

/** The scopes of the conditions that are better read as a whole, once, than looked for at each candidate. */
export function readWhole(source: Source, limit: number): ReadonlySet<number> {
  const candidates = candidatesOf(source, limit);
  return new Set(source.conditions.flatMap(scopesOfCondition).filter((id) => wholeOf(id, source.counts) <= lookFor(id, source, candidates)));
}
