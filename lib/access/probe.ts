import { everything } from "./scope-id";
import type { Atom, ScopeSet } from "./scope-set";

/**
 * All scope sets of one person in a single array of small numbers, so that a decision reads a few neighbouring places of memory and no
 * objects. First one number per permission: 0 for nowhere, -1 for everywhere, else where its set starts. A set is a header (the shift
 * that makes a table place of an id, atoms to try on every record, how far behind an id its atoms stand), its table of scope ids, kept
 * at most a third full, and beside each id the atoms that it leads to, 0 when the id alone is enough. An atom is the next one to try,
 * how many scopes it requires and excludes, and those.
 */
export type Probe = readonly number[];

const nowhere = 0;
const everywhere = -1;
const vacant = -1;
const header = 3;
const spread = 0x9e3779b1 | 0;

/** Lays out the sets; `of` gives the index of the set per permission, 255 for none. */
export function probeOf(sets: readonly ScopeSet[], of: Uint8Array): Probe {
  const probe: number[] = [];
  of.forEach(() => probe.push(nowhere));
  const starts = sets.map((set) => (set.all ? everywhere : layOut(probe, set)));
  of.forEach((set, permission) => {
    if (set !== 255) probe[permission] = starts[set]!;
  });
  return probe;
}

function layOut(probe: number[], { plain, atoms }: ScopeSet): number {
  const ids = new Set([...plain, ...atoms.map(({ include }) => include)]);
  ids.delete(everything);
  const bits = Math.max(2, Math.ceil(Math.log2(ids.size * 3)));
  const size = 1 << bits;
  const start = probe.push(32 - bits, 0, atoms.length > 0 ? size : 0) - header;
  const table = start + header;
  for (let place = 0; place < size; place++) probe.push(vacant);
  for (let place = 0; atoms.length > 0 && place < size; place++) probe.push(0);
  for (const id of ids) {
    let place = Math.imul(id, spread) >>> (32 - bits);
    while (probe[table + place] !== vacant) place = (place + 1) & (size - 1);
    probe[table + place] = id;
    if (!plain.has(id)) probe[table + size + place] = chain(probe, atoms.filter(({ include }) => include === id));
  }
  probe[start + 1] = chain(probe, atoms.filter(({ include }) => include === everything));
  return start;
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
  const shift = probe[start]!;
  const table = start + header;
  const last = (1 << (32 - shift)) - 1;
  for (let at = 0; at < record.length; at++) {
    const id = record[at]!;
    let place = Math.imul(id, spread) >>> shift;
    for (let found = probe[table + place]!; found !== vacant; found = probe[table + place]!) {
      if (found === id && isEnough(probe, start, table + place, record)) return true;
      place = (place + 1) & last;
    }
  }
  const always = probe[start + 1]!;
  return always !== 0 && isMet(probe, always, record);
}

/** True when the id found here needs no more than itself, or one of its atoms is met. */
function isEnough(probe: Probe, start: number, place: number, record: readonly number[]): boolean {
  const beside = probe[start + 2]!;
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
