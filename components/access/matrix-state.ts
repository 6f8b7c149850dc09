import type { PermissionEntry } from "@/lib/access/permissions";
import { t } from "@/lib/shared/language/text";
import type { CellState } from "./permission-cell";

export type Reasons = Record<string, string>;

export type MatrixQuestion = {
  entries: readonly PermissionEntry[];
  granted: ReadonlySet<string>;
  initial: ReadonlySet<string>;
  /** Why a permission cannot be changed, by key. */
  locked: Reasons;
  /** Why a permission would not work although it is given, by key. */
  denied: Reasons;
};

export type CellFacts = { state: CellState; isOn: boolean; changed: boolean; canToggle: boolean; reason: string };

/** For every permission that comes with a granted one: the granted key that brings it. */
export function impliedBy(entries: readonly PermissionEntry[], granted: ReadonlySet<string>): Map<string, string> {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const found = new Map<string, string>();
  const follow = (key: string, origin: string) => {
    for (const next of byKey.get(key)?.implies ?? []) {
      if (found.has(next)) continue;
      found.set(next, origin);
      follow(next, origin);
    }
  };
  for (const key of granted) follow(key, key);
  return found;
}

function sentenceOf(entries: readonly PermissionEntry[], key: string): string {
  const entry = entries.find((each) => each.key === key);
  return entry ? t(entry.sentence).replace(/\.$/, "") : key;
}

/** The state of each permission: denied wins, as it does not work; implied wins over granted, as it cannot be cleared alone. */
export function matrixStates({ entries, granted, initial, locked, denied }: MatrixQuestion): Map<string, CellFacts> {
  const now = impliedBy(entries, granted);
  const before = impliedBy(entries, initial);
  const facts = entries.map(({ key }) => {
    const origin = now.get(key);
    const isOn = granted.has(key) || origin !== undefined;
    const wasOn = initial.has(key) || before.has(key);
    const came = origin && t("Comes with “{sentence}”.", { sentence: sentenceOf(entries, origin) });
    const reason = [came, denied[key], locked[key]].filter(Boolean).join(" ");
    const canToggle = origin === undefined && !locked[key];
    const given: CellState = origin === undefined ? "granted" : "implied";
    const kept: CellState = locked[key] ? "locked" : "off";
    const state = isOn ? (denied[key] ? "denied" : given) : kept;
    return [key, { state, isOn, changed: isOn !== wasOn, canToggle, reason }] as const;
  });
  return new Map(facts);
}

/** Turns all that can be turned among some permissions: on, unless all of them are on already. */
export function toggleMany(keys: string[], question: MatrixQuestion): Set<string> {
  const states = matrixStates(question);
  const free = keys.filter((key) => !question.locked[key]);
  const isAllOn = free.every((key) => states.get(key)?.isOn);
  const next = new Set(question.granted);
  for (const key of free) {
    if (isAllOn) next.delete(key);
    else next.add(key);
  }
  return next;
}
