import type pg from "pg";
import { pageStatement } from "@/lib/domain/customers/list/statement";
import { rows as rowsOf } from "@/lib/platform/db/connect";
import { interleaved, median, ratio } from "./measure";
import { caslPage, dropPeerTable, makePeerTable, peerOrder, policyPage, type PagePeer } from "./peers/lists";
import type { Archetype, Person } from "./people";
import { shortened, table, type Bar } from "./report";

type Match = { person: Person; peer: PagePeer; least: number };
const limit = 51;

/** Our page against what others would send for the same people, with the answers compared row by row (bar 8). */
export async function againstPeers(client: pg.ClientBase, people: readonly Person[]): Promise<Bar[]> {
  const named = (name: Archetype) => people.find((person) => person.name === name)!;
  await makePeerTable();
  try {
    const [groups, reseller, single] = [named("groups200"), named("reseller"), named("single")];
    const policies = [await policyPage(reseller.viewer), await policyPage(single.viewer)];
    const matches = [
      { person: groups, peer: await caslPage(groups.viewer), least: 30 },
      { person: reseller, peer: policies[0]!, least: 100 },
      { person: single, peer: policies[1]!, least: 100 },
    ];
    try {
      return await compared(client, matches);
    } finally {
      for (const { end } of policies) end();
    }
  } finally {
    await dropPeerTable();
  }
}

async function compared(client: pg.ClientBase, matches: readonly Match[]): Promise<Bar[]> {
  const lines: (string | number)[][] = [];
  const bars: Bar[] = [];
  for (const { person, peer, least } of matches) {
    const statement = pageStatement(person.plan.arms, { ...peerOrder, limit });
    const ours = async () => (await rowsOf<{ id: number }>(client, statement)).map(({ id }) => id);
    const [mine, theirs] = [await ours(), await peer.page(limit)];
    if (mine.join() !== theirs.join()) throw new Error(`${person.name}: ${peer.name} shows another page.`);
    const times = await interleaved([{ name: "ours", run: ours }, { name: "peer", run: () => peer.page(limit) }], 30, 6);
    const value = ratio(times, "peer", "ours");
    lines.push([person.name, peer.name, mine.length, median(times.get("ours")!), median(times.get("peer")!), value]);
    bars.push({ bar: `8 ${person.name}, ${peer.name}`, goal: `>= ${least}x`, measured: `${shortened(value)}x`, holds: value >= least });
  }
  table(["page 1 by name", "peer", "rows", "ours ms", "peer ms", "slower than ours"], lines);
  return bars;
}
