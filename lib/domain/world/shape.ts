import { Random } from "./random";

/** How large a world is; the same size and seed make the same world. */
export type WorldSize = { customers: number; organizations: number; users: number; territories: number; seed: number };

/** A tree by numbers from 1: the parent (0 for none) and the level of each. Index 0 is unused. */
export type Tree = { size: number; parent: Int32Array; level: Uint8Array };

/** Where everything stands: both trees, the customers in them, and the people's homes. Numbers are the ids in the database. */
export type Shape = {
  size: WorldSize;
  territories: Tree;
  organizations: Tree;
  /** Per customer; 0 is no territory. */
  customerOrganization: Int32Array;
  customerTerritory: Int32Array;
  /** Customers per organization, of its own and of its whole subtree. */
  own: Int32Array;
  below: Int32Array;
  /** The organization whose customers all sort last, and how many they are. */
  lateOrganization: number;
  late: number;
};

/** The least of each that a world needs for all its special people. */
export const smallest = { customers: 20, organizations: 5, users: 40, territories: 5 } as const;

/** Lays out the world. */
export function layOut(size: WorldSize): Shape {
  const random = new Random(size.seed);
  const territories = treeOf(size.territories, [0.01, 0.09, 0.9], random);
  const organizations = treeOf(size.organizations, [0, 0.04, 0.16, 0.4, 0.25, 0.15], random, 2);
  const lateOrganization = 2;
  const late = Math.min(800, Math.ceil(size.customers * 0.04));
  const customerOrganization = new Int32Array(size.customers + 1);
  const customerTerritory = new Int32Array(size.customers + 1);
  for (let id = 1; id <= size.customers; id++) {
    const isLate = id > size.customers - late;
    // Organizations higher up have somewhat more customers of their own.
    customerOrganization[id] = isLate ? lateOrganization : 3 + Math.floor((size.organizations - 2) * random.next() ** 1.2);
    customerTerritory[id] = territoryFor(territories, random);
  }
  const own = countPer(customerOrganization, size.organizations);
  const below = sumUp(own, organizations);
  return { size, territories, organizations, customerOrganization, customerTerritory, own, below, lateOrganization, late };
}

/** Levels take their share of the nodes, at least one each; every node hangs below one of the level above, by chance. Node 2 stays a leaf. */
function treeOf(size: number, shares: number[], random: Random, skew = 1): Tree {
  const parent = new Int32Array(size + 1);
  const level = new Uint8Array(size + 1);
  let previous = [0];
  let next = 1;
  shares.forEach((share, depth) => {
    const isLast = depth === shares.length - 1;
    const amount = isLast ? size - next + 1 : Math.min(Math.max(1, Math.round(size * share)), size - next + 1);
    const nodes: number[] = [];
    for (let count = 0; count < amount; count++, next++) {
      // A few partners are much larger than the rest.
      parent[next] = previous[Math.floor(previous.length * random.next() ** skew)]!;
      level[next] = depth;
      nodes.push(next);
    }
    const open = nodes.filter((node) => node !== 2);
    if (open.length > 0) previous = open;
  });
  return { size, parent, level };
}

function territoryFor({ size, level }: Tree, random: Random): number {
  if (random.percent(3)) return 0;
  const areas = firstOfLevel(level, 2, size);
  return random.percent(3) ? 1 + random.below(size) : areas + random.below(size - areas + 1);
}

/** The first node of a level; nodes stand in the order of their levels. */
export function firstOfLevel(level: Uint8Array, wanted: number, size: number): number {
  let [low, high] = [1, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (level[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countPer(places: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size + 1);
  for (let id = 1; id < places.length; id++) counts[places[id]!]! += 1;
  return counts;
}

function sumUp(own: Int32Array, { size, parent }: Tree): Int32Array {
  const below = own.slice();
  for (let id = size; id > 1; id--) below[parent[id]!]! += below[id]!;
  return below;
}

/** The organization, other than the root, whose subtree holds nearest to so many customers. */
export function organizationWith(shape: Shape, customers: number): number {
  let best = 3;
  for (let id = 3; id <= shape.organizations.size; id++) {
    if (Math.abs(shape.below[id]! - customers) < Math.abs(shape.below[best]! - customers)) best = id;
  }
  return best;
}

/** True when the node is the other or below it. */
export function isWithin({ parent }: Tree, node: number, other: number): boolean {
  for (let at = node; at > 0; at = parent[at]!) if (at === other) return true;
  return false;
}
