import fc, { type Arbitrary } from "fast-check";
import type { ScopeKind } from "../access/grant";
import type { WorldGrant } from "./world";

/** The clock of every random world; windows lie around it, their ends on it included. */
export const worldNow = Date.UTC(2026, 10, 20, 12);

export const hour = 3_600_000;
export const one = <Value>(...values: Value[]): Arbitrary<Value> => fc.constantFrom(...values);
export const upTo = (max: number) => fc.integer({ min: 1, max });
export const ids = (max: number, most = 3): Arbitrary<number[]> =>
  max === 0 ? fc.constant([]) : fc.uniqueArray(upTo(max), { maxLength: most });
export const seldom = <Value>(value: Arbitrary<Value>, nullWeight = 3): Arbitrary<Value | null> =>
  fc.oneof({ weight: nullWeight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const noIds: Arbitrary<number[]> = fc.constant([]);

export const moments = [-48, -1, 0, 1, 48].map((hours) => worldNow + hours * hour);
/** Mostly open; else past, present or future, with an end after its beginning. */
export const window = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant({ from: null, until: null }) },
    { weight: 1, arbitrary: fc.record({ from: seldom(one(...moments), 1), until: seldom(one(...moments), 1) }) },
  )
  .filter(({ from, until }) => from === null || until === null || from < until);

/** How many of each thing a world has. */
export type Sizes = {
  organizations: number;
  territories: number;
  programs: number;
  users: number;
  roles: number;
  groups: number;
  customers: number;
};

/** One grant with this id, of any kind, to any user or group of a world of these sizes. */
export const randomGrant = (id: number, sizes: Sizes): Arbitrary<WorldGrant> => {
  const refs: Partial<Record<ScopeKind, number>> = {
    subtree: sizes.organizations,
    direct: sizes.organizations,
    territory: sizes.territories,
    program: sizes.programs,
  };
  const kinds: ScopeKind[] = ["everything", "subtree", "direct", "territory", "program", "customers", "own"];
  const scope = one(...kinds).chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      ref: refs[kind] ? upTo(refs[kind]) : fc.constant(null),
      customers: kind === "customers" ? ids(sizes.customers, 4) : noIds,
    }),
  );
  const rest = fc.record({
    key: fc.constant(`grant-${id}`),
    roleId: upTo(sizes.roles),
    scope,
    narrow: fc.record({ territoryId: seldom(upTo(sizes.territories), 6), programId: seldom(upTo(sizes.programs), 6) }),
    except: fc.record({
      customers: fc.oneof({ weight: 4, arbitrary: noIds }, { weight: 1, arbitrary: ids(sizes.customers) }),
      organizations: fc.oneof({ weight: 4, arbitrary: noIds }, { weight: 1, arbitrary: ids(sizes.organizations) }),
    }),
    level: one("read" as const, "write" as const),
    open: window,
    userId: fc.oneof(fc.constant(null), upTo(sizes.users)),
    groupId: upTo(sizes.groups),
  });
  return rest.map(({ open, userId, groupId, ...grant }) => ({
    id,
    ...grant,
    ...open,
    userId,
    groupId: userId === null ? groupId : null,
  }));
};
