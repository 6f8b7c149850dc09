import { oracleHeld, oracleRights } from "../oracle";
import { pathOf, type RecordRef, type World } from "../world";

/**
 * Records that an action itself moves to another place. What other people may do with them follows from access that stands; nobody may
 * come to hold new access by it, and the actor gains nothing at all.
 */
export type Moved = (record: RecordRef, world: World) => boolean;

export type Action = { name: string; moved?: Moved; /** Brings back what was given before, to people who come back. */ bringsBack?: boolean };

const future = 1_000_000;
const day = 86_400_000;

type Later = Pick<World, "customers" | "organizations">;

/** Customers and partners that could come later, everywhere; ids from a million on. */
function laterIn(world: World): Later {
  const territories = [null, ...world.territories.map(({ id }) => id)];
  const customers = world.organizations.flatMap(({ id: organizationId }) => [
    ...territories.map((territoryId) => ({ organizationId, territoryId, accountManagerId: null })),
    ...world.users.map(({ id }) => ({ organizationId, territoryId: null, accountManagerId: id })),
  ]);
  const organizations = world.organizations.flatMap(({ id: parentId }) => territories.map((territoryId) => ({ parentId, territoryId, partnerType: null, status: "active" as const, guardrail: null })));
  return {
    organizations: organizations.map((each, at) => ({ ...each, id: future + at, key: `later-${at}` })),
    customers: customers.map((each, at) => ({ ...each, id: future + at, key: `later-${at}` })),
  };
}

/** The world with those of them whose place is there. */
function withLater(world: World, later: Later): World {
  const places = new Set(world.organizations.map(({ id }) => id));
  const territories = new Set<number | null>([null, ...world.territories.map(({ id }) => id)]);
  return {
    ...world,
    organizations: [...world.organizations, ...later.organizations.filter(({ parentId, territoryId }) => places.has(parentId!) && territories.has(territoryId))],
    customers: [...world.customers, ...later.customers.filter(({ organizationId, territoryId }) => places.has(organizationId) && territories.has(territoryId))],
  };
}

/** Nobody and nothing deactivated, capped, ended or limited: what people would hold once that is lifted. */
const unbound = (world: World): World => ({
  ...world,
  organizations: world.organizations.map((each) => ({ ...each, status: "active", guardrail: null })),
  users: world.users.map((each) => ({ ...each, status: "active", readOnly: false, expiresAt: null })),
});

const nameOf = ({ type, id }: RecordRef, world: World): string => {
  if (id < future) return `${type} ${id}`;
  const record = type === "customer" ? world.customers.find((each) => each.id === id)! : null;
  const place = record ?? world.organizations.find((each) => each.id === id)!;
  const where = record ? `of ${record.organizationId}, manager ${record.accountManagerId}` : `below ${(place as World["organizations"][number]).parentId}`;
  return `later ${type} ${where}, territory ${place.territoryId}`;
};

const refsOf = (world: World): RecordRef[] => [
  ...world.organizations.map(({ id }): RecordRef => ({ type: "organization", id })),
  ...world.customers.map(({ id }): RecordRef => ({ type: "customer", id })),
  ...world.territories.map(({ id }): RecordRef => ({ type: "territory", id })),
  ...world.programs.map(({ id }): RecordRef => ({ type: "program", id })),
];

type Question = { before: World; after: World; actorId: number; action: Action };

/**
 * What is wrong about an action that was let through: rights that somebody gained and the actor did not have themselves, or that the
 * actor gained. Judged by the model alone, now and later, as people stand and with their limits lifted. Empty when all is well.
 */
export function escalations({ before, after, ...rest }: Question): string[] {
  const later = laterIn(after);
  const question = { ...rest, before: withLater(before, later), after: withLater(after, later) };
  const at = (days: number) => (world: World) => unbound({ ...world, now: before.now + days * day });
  const views: [string, (world: World) => World][] = [
    ["now", (world) => world],
    ["without limits", at(0)],
    ["in four days, without limits", at(4)],
    ["in a year, without limits", at(365)],
  ];
  return views.flatMap(([name, view]) => (rest.action.bringsBack && name === "now" ? [] : gainsIn(question, view).slice(0, 4).map((gain) => `${name}: ${gain}`)));
}

const none: ReadonlySet<string> = new Set();
const nobody = () => none;

const compared = new WeakMap<ReadonlySet<string>, WeakMap<ReadonlySet<string>, readonly string[]>>();

/** What the one set has and the other has not. Remembered: the same two meet on record after record. */
function beyond(has: ReadonlySet<string>, had: ReadonlySet<string>): readonly string[] {
  const known = compared.get(has) ?? new WeakMap<ReadonlySet<string>, readonly string[]>();
  compared.set(has, known);
  const more = known.get(had) ?? [...has].filter((key) => !had.has(key));
  known.set(had, more);
  return more;
}

function gainsIn({ before, after, actorId, action }: Question, view: (world: World) => World): string[] {
  const [was, is] = [view(before), view(after)];
  const known = new Set(refsOf(before).map(({ type, id }) => `${type}${id}`));
  const records = refsOf(after);
  const fresh = new Set(records.filter(({ type, id }) => !known.has(`${type}${id}`)));
  const isNew = (record: RecordRef) => fresh.has(record);
  const [own, ownLater] = [oracleRights(before, actorId), oracleRights(after, actorId)];
  return after.users.flatMap(({ id }) => {
    const isThere = before.users.some((user) => user.id === id);
    const heldBefore = new Set(isThere ? oracleHeld(was, id).map((grant) => grant.id) : []);
    const had = isThere ? oracleRights(was, id) : nobody;
    const held = oracleHeld(is, id);
    const [has, hasFresh] = [oracleRights(is, id, held), oracleRights(is, id, held.filter((grant) => !heldBefore.has(grant.id)))];
    return records.flatMap((record) => {
      if (isNew(record) && id === actorId) return [];
      const stands = isNew(record) || (id !== actorId && (action.moved?.(record, after) ?? false));
      const before = isNew(record) ? none : had(record);
      const gained = beyond((stands ? hasFresh : has)(record), before);
      if (gained.length === 0) return [];
      const givable = (isNew(record) ? ownLater : own)(record);
      const wrong = id === actorId ? gained : gained.filter((key) => !givable.has(key));
      return wrong.length === 0 ? [] : [`${id === actorId ? "the actor" : `user ${id}`} gains ${wrong.slice(0, 3).join()} on ${nameOf(record, after)}`];
    });
  });
}

/** Whether a record lies in an organization or below it. */
export const liesBelow = (organizationId: number): Moved => (record, world) => {
  if (record.type !== "customer" && record.type !== "organization") return false;
  const home = record.type === "customer" ? world.customers.find(({ id }) => id === record.id)!.organizationId : record.id;
  return pathOf(world.organizations, home).includes(organizationId);
};

/** Whether a record is the organization or one of its own customers. */
export const belongsTo = (organizationId: number): Moved => (record, world) =>
  record.type === "customer" ? world.customers.find(({ id }) => id === record.id)!.organizationId === organizationId : record.type === "organization" && record.id === organizationId;

/** Whether a record lies in a territory or below it. */
export const liesIn = (territoryId: number): Moved => (record, world) => {
  if (record.type === "program") return false;
  if (record.type === "territory") return pathOf(world.territories, record.id).includes(territoryId);
  const place = record.type === "customer" ? world.customers.find(({ id }) => id === record.id)! : world.organizations.find(({ id }) => id === record.id)!;
  return place.territoryId !== null && pathOf(world.territories, place.territoryId).includes(territoryId);
};
