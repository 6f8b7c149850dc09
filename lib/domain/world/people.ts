import type { Archetype } from "./archetypes";
import type { Random } from "./random";
import type { Shape } from "./shape";

/** Homes of everybody, and the staff of each organization who are not special people. */
export type People = { home: Int32Array; special: number; staff: (organization: number) => Int32Array };

/** How many ordinary people have grants of their own. */
export const ordinary = 1000;

/** Gives everybody a home; one in a hundred works for the operator. */
export function settle({ size }: Shape, special: readonly Archetype[], random: Random): People {
  const home = new Int32Array(size.users + 1);
  for (let id = 1; id <= size.users; id++) {
    home[id] = special[id - 1]?.home ?? (random.percent(1) ? 1 : 1 + random.below(size.organizations));
  }
  const { offsets, members } = indexBy(home, size.organizations, special.length + 1);
  const staff = (organization: number) => members.subarray(offsets[organization], offsets[organization + 1]);
  return { home, special: special.length, staff };
}

/** Members per place, packed: those of place p are members[offsets[p]] up to members[offsets[p + 1]]. */
export function indexBy(places: Int32Array, size: number, first = 1) {
  const offsets = new Int32Array(size + 2);
  for (let id = first; id < places.length; id++) offsets[places[id]! + 1]! += 1;
  for (let place = 1; place <= size + 1; place++) offsets[place]! += offsets[place - 1]!;
  const members = new Int32Array(offsets[size + 1]!);
  const next = offsets.slice();
  for (let id = first; id < places.length; id++) members[next[places[id]!]!++] = id;
  return { offsets, members };
}
