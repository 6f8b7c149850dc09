import { everything } from "./scope-id";
import type { Atom, ScopeSet } from "./scope-set";

/**
 * All scope sets of one person in a single array of small numbers, so that a decision reads a few neighbouring places of memory and no
 * objects. First one number per permission: 0 for nowhere, -1 for everywhere, else where its set starts. A set is a header (the shift
 * that makes a table place of an id, how many places further on an id may stand, atoms to try on every record, how far behind an id its
 * atoms are told), its table of scope ids, and behind it for each place the atoms that the id leads to, 0 when the id alone is enough.
 * A set of few conditions has no table: a shift of 0, a scope id, the atoms to try, and another scope id. An atom is the next one to
 * try, how many scopes it requires and excludes, and those.
 */
export type Probe = readonly number[];

const nowhere = 0;
const everywhere = -1;
const vacant = -1;
const header = 4;
const spread = 0x9e3779b1 | 0;

/** Lays out the sets; `of` gives the index of the set per permission, 255 for none. */
export function probeOf(sets: readonly ScopeSet[], of: Uint8Array): Probe {
  const probe: number[] = [];
  of.forEach(() => probe.push(nowhere));
  const starts = sets.map((set) => (set.all ? everywhere : isShort(set) ? layOutShort(probe, set) : layOut(probe, set)));
  of.forEach((set, permission) => {
    if (set !== 255) probe[permission] = starts[set]!;
  });
  return probe.slice(); // without the room that pushing keeps in reserve
}

const isShort = ({ plain, atoms }: ScopeSet) => atoms.length > 0 && atoms.length <= 4 && plain.size <= 2;

function layOutShort(probe: number[], { plain, atoms }: ScopeSet): number {
  const [first = vacant, second = first] = plain;
  const start = probe.push(0, first, 0, second) - header;
  const whole = atoms.map((atom) => (atom.include === everything ? atom : { ...atom, require: [atom.include, ...atom.require] }));
  probe[start + 2] = chain(probe, whole);
  return start;
}

function layOut(probe: number[], { plain, atoms }: ScopeSet): number {
  const ids = [...new Set([...plain, ...atoms.map(({ include }) => include)])].filter((id) => id !== everything);
  const { table, shift, most } = tableOf(ids);
  const beside = atoms.length > 0 ? table.length : 0;
  const start = probe.push(shift, most, 0, beside) - header;
  for (const id of table) probe.push(id);
  if (beside === 0) return start;
  for (let place = 0; place < beside; place++) probe.push(0);
  table.forEach((id, place) => {
    if (id === vacant || plain.has(id)) return;
    probe[start + header + beside + place] = chain(probe, atoms.filter(({ include }) => include === id));
  });
  probe[start + 2] = chain(probe, atoms.filter(({ include }) => include === everything));
  return start;
}

/** A table in which each id stands at its place or up to `most` further on. Few ids get one so large that all stand at their places. */
function tableOf(ids: readonly number[]): { table: number[]; shift: number; most: number } {
  const enough = 4 + Math.ceil(Math.log2(ids.length + 1));
  for (let bits = 2; ; bits++) {
    // Ids that will not part, however large the table, may stand as far on as they must.
    const allowance = bits > enough ? ids.length : ids.length > 8 ? 3 : 0;
    const table = new Array<number>((1 << bits) + allowance).fill(vacant);
    const shift = 32 - bits;
    const furthest = ids.map((id) => {
      const place = Math.imul(id, spread) >>> shift;
      let at = place;
      while (at <= place + allowance && table[at] !== vacant) at++;
      table[at] = id;
      return at - place;
    });
    const most = Math.max(0, ...furthest);
    if (most <= allowance) return { table, shift, most };
  }
}

/** Lays out atoms one after another and answers where the last one, which leads to the others, starts. */
function chain(probe: number[], atoms: readonly Atom[]): number {
  return atoms.reduce((next, { require, exclude }) => {
    const start = probe.push(next, require.length, exclude.length) - 3;
    probe.push(...require, ...exclude);
    return start;
  }, 0);
}

/** True when the permission (its place in the catalogue) holds on a record that is in these scopes. */
export function answers(probe: Probe, permission: number, record: readonly number[]): boolean {
  const start = probe[permission]!;
  if (start <= nowhere) return start === everywhere;
  if (probe[start] === 0 ? isOneOfTwo(probe, start, record) : isInTable(probe, start, record)) return true;
  const always = probe[start + 2]!;
  return always !== 0 && isMet(probe, always, record);
}

function isOneOfTwo(probe: Probe, start: number, record: readonly number[]): boolean {
  const first = probe[start + 1]!;
  const second = probe[start + 3]!;
  for (let at = 0; at < record.length; at++) if (record[at] === first || record[at] === second) return true;
  return false;
}

function isInTable(probe: Probe, start: number, record: readonly number[]): boolean {
  const shift = probe[start]!;
  const most = probe[start + 1]!;
  const table = start + header;
  for (let at = 0; at < record.length; at++) {
    const id = record[at]!;
    const place = table + (Math.imul(id, spread) >>> shift);
    if (probe[place] === id && isEnough(probe, start, place, record)) return true;
    for (let next = place + 1; next <= place + most; next++) {
      if (probe[next] === id && isEnough(probe, start, next, record)) return true;
    }
  }
  return false;
}

/** True when the id found here needs no more than itself, or one of its atoms is met. */
function isEnough(probe: Probe, start: number, place: number, record: readonly number[]): boolean {
  const beside = probe[start + 3]!;
  const atoms = beside === 0 ? 0 : probe[place + beside]!;
  return atoms === 0 || isMet(probe, atoms, record);
}

/** True when the record is in all scopes that one of the atoms requires and in none that it excludes. */
function isMet(probe: Probe, first: number, record: readonly number[]): boolean {
  for (let atom = first; atom !== 0; atom = probe[atom]!) {
    const required = atom + 3 + probe[atom + 1]!;
    const excluded = required + probe[atom + 2]!;
    let at = atom + 3;
    while (at < required && holds(record, probe[at]!)) at++;
    if (at < required) continue;
    while (at < excluded && !holds(record, probe[at]!)) at++;
    if (at === excluded) return true;
  }
  return false;
}

function holds(record: readonly number[], id: number): boolean {
  for (let at = 0; at < record.length; at++) if (record[at] === id) return true;
  return false;
}
