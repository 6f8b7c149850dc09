import type { WorldGrant } from "./grant-list";
import type { Random } from "./random";
import { firstOfLevel, isWithin, organizationWith, type Shape } from "./shape";

/** A person of the world whose access has a known form, under a known address, for measurements and checks. */
export type Archetype = { email: string; name: string; home: number; grants: Omit<WorldGrant, "user">[]; sets?: number; managesOwn?: boolean };

export type Roles = Record<"fullAccess" | "frontDesk" | "partnerOwner" | "manager", number>;

/** Everything the special people need to know about the world around them. */
export type Surroundings = { shape: Shape; random: Random; roles: Roles };

/** Ten customers in each of these security groups. */
export const setCount = 200;
export const setSize = 10;

const operator = 1;

/** The special people, in a fixed order; their user ids are their positions from 1. */
export function archetypes({ shape, random, roles }: Surroundings): Archetype[] {
  const { size } = shape;
  const reseller = organizationWith(shape, Math.min(500, Math.round(size.customers * 0.05)));
  const larger = organizationWith(shape, Math.round(size.customers * 0.014));
  const region = organizationWith(shape, Math.round(size.customers * 0.25));
  const territories = territorySet(shape, random);
  const areas = territories.map((ref) => ({ role: roles.manager, kind: "territory", ref, level: "write" }) as const);
  const country = 1 + random.below(Math.max(1, firstOfLevel(shape.territories.level, 1, shape.territories.size) - 1));
  const few = (amount: number) => random.distinct(amount, size.customers - shape.late);
  const subtree = (ref: number, role = roles.partnerOwner) => ({ role, kind: "subtree", ref, level: "write" }) as const;
  const except = { exceptOrganizations: [reseller, larger], exceptCustomers: few(100) };
  return [
    { email: "admin", name: "Adele Admin", home: operator, grants: [{ role: roles.fullAccess, kind: "everything", level: "write" }] },
    { email: "reseller", name: "Rene Reseller", home: reseller, grants: [subtree(reseller)] },
    { email: "territory30", name: "Tessa Thirty", home: operator, grants: areas },
    { email: "single", name: "Sina Single", home: operator, grants: [{ role: roles.manager, kind: "customers", customers: few(1), level: "write" }] },
    { email: "groups200", name: "Gita Groups", home: operator, grants: [], sets: setCount },
    { email: "groups1", name: "Gero Group", home: operator, grants: [], sets: 1 },
    { email: "mixed", name: "Mika Mixed", home: operator, grants: [subtree(larger), ...areas], sets: setCount },
    { email: "late", name: "Lars Late", home: operator, grants: [subtree(shape.lateOrganization)] },
    { email: "own", name: "Olga Own", home: operator, grants: [{ role: roles.manager, kind: "own", level: "write" }], managesOwn: true },
    { email: "direct", name: "Dirk Direct", home: region, grants: [{ role: roles.manager, kind: "direct", ref: region, level: "write" }] },
    {
      email: "narrowed",
      name: "Nora Narrowed",
      home: operator,
      grants: [{ role: roles.manager, kind: "territory", ref: country, narrowProgram: 1, level: "write" }],
    },
    { email: "excepted", name: "Emil Excepted", home: operator, grants: [{ role: roles.manager, kind: "everything", level: "write", ...except }] },
    { email: "clipped", name: "Clara Clipped", home: region, grants: areas },
    { email: "readonly", name: "Rita Readonly", home: operator, grants: [{ role: roles.frontDesk, kind: "everything", level: "read" }] },
    { email: "nothing", name: "Nils Nothing", home: operator, grants: [] },
  ];
}

/** Thirty territories apart from each other: five regions and twenty-five areas outside them, as far as there are so many. */
function territorySet({ territories }: Shape, random: Random): number[] {
  const { level, size } = territories;
  const firstRegion = firstOfLevel(level, 1, size);
  const firstArea = firstOfLevel(level, 2, size);
  const regions = random.distinct(5, firstArea - firstRegion).map((offset) => firstRegion + offset - 1);
  const areas = random.distinct(60, size - firstArea + 1).map((offset) => firstArea + offset - 1);
  const outside = areas.filter((area) => !regions.some((region) => isWithin(territories, area, region)));
  return [...regions, ...outside.slice(0, 30 - regions.length)];
}
