import v8 from "node:v8";
import vm from "node:vm";
import { compileAccess } from "@/lib/access/compile";
import { allowed } from "@/lib/access/decide";
import { permissions } from "@/lib/access/permissions";
import type { Viewer, ViewerFacts } from "@/lib/access/viewer";
import { loadFacts } from "@/lib/domain/access/facts";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf, viewers } from "@/lib/domain/access/viewers";
import { ownerPool, pool } from "@/lib/platform/db/client";
import { oracleAllows } from "@/lib/testing/oracle";
import { interleaved, median, quantile, quietest, ratio, type Pieces } from "./measure";
import { oracleWorld, worldsByPerson } from "./oracle-world";
import { caslPeer } from "./peers/casl";
import { casbinPeer } from "./peers/casbin";
import { cedarPeer } from "./peers/cedar";
import { readLists, type Peer } from "./peers/rules";
import { randomQuestions, readGround, type Ground, type Question } from "./questions";
import { conclude, shortened, table, type Bar } from "./report";

const asked = 20_000;
const everyKey = permissions.map(({ key }) => key);

/** The decision against three engines on the same questions, against the oracle, and what compiling and keeping a person costs (bars 1 to 3). */
export async function benchCheck(): Promise<void> {
  const kept = await memory();
  const ground = await readGround();
  const bars = [...(await agreement(ground)), ...(await speed(ground)), ...manyGroups(ground), ...(await compiling(ground)), kept];
  conclude("check", bars, { people: ground.people.length, customers: ground.customers.length });
}

function ours({ people }: Ground): Peer {
  const rights = people.map(({ access }) => access);
  return { name: "ours", ask: ({ person, permission, customer }) => allowed(rights[person]!, permission, customer.scopes) };
}

/** Random questions over all permissions, until none of a million is answered otherwise by the oracle. */
async function agreement(ground: Ground): Promise<Bar[]> {
  const flag = process.argv.indexOf("--questions");
  const amount = flag > 0 ? Number(process.argv[flag + 1]) : 1_000_000;
  const ids = ground.people.map(({ facts }) => facts.userId);
  const world = await oracleWorld(ids, ground.customers.map(({ id }) => id));
  const worlds = worldsByPerson(world, ids);
  const { ask } = ours(ground);
  let [yes, wrong] = [0, 0];
  const began = performance.now();
  for (let done = 0; done < amount; done += 10_000) {
    for (const question of randomQuestions(ground, Math.min(10_000, amount - done), everyKey)) {
      const person = ids[question.person]!;
      const right = oracleAllows(worlds.get(person)!, person, question.permission, { type: "customer", id: question.customer.id });
      if (right) yes++;
      if (right !== ask(question)) wrong++;
    }
  }
  table(["agreement", "questions", "allowed", "disagreements", "s"], [["ours and the oracle", amount, yes, wrong, (performance.now() - began) / 1000]]);
  return [{ bar: "1 disagreements", goal: "0 of 1,000,000", measured: `${wrong} of ${amount.toLocaleString("en")}`, holds: wrong === 0 && amount >= 1_000_000 }];
}

/** The first so many questions in pieces; the answers are counted so that asking cannot be optimized away. */
function piecesOf({ name, ask }: Peer, questions: readonly Question[], { size, count }: { size: number; count: number }): Pieces {
  let yes = 0;
  return {
    name,
    count,
    run: (piece) => {
      for (let at = piece * size; at < (piece + 1) * size; at++) if (ask(questions[at]!)) yes++;
      if (yes < 0) throw new Error("Counting went wrong.");
    },
  };
}

async function speed(ground: Ground): Promise<Bar[]> {
  const questions = randomQuestions(ground, asked);
  const mine = ours(ground);
  const peers = [caslPeer(ground.people, await readLists()), await casbinPeer(ground.people), cedarPeer(ground.people)];
  const answers = questions.map(mine.ask);
  const wrong = peers.map((peer) => questions.filter((question, at) => peer.ask(question) !== answers[at]).length);
  const sizes = [1000, 200, 50, 10].map((size, at) => ({ size, count: (asked / size) * (at === 3 ? 0.1 : 1) }));
  const trials = [mine, ...peers].map((peer, at) => piecesOf(peer, questions, sizes[at]!));
  const times = quietest(trials, 25);
  const [own, ...others] = trials.map(({ name }, at) => (1000 * sizes[at]!.size * sizes[at]!.count) / times.get(name)!);
  table(
    ["decisions, warm", "a second", "slower than ours", "disagreements"],
    [["ours", own, 1, 0], ...peers.map(({ name }, at) => [name, others[at]!, own! / others[at]!, wrong[at]!])],
  );
  if (wrong.some((count) => count > 0)) throw new Error("A peer answers otherwise than we do.");
  const bar = (name: string, goal: number, at: number): Bar => ({ bar: `1 ${name}`, goal: `>= ${goal}x`, measured: `${shortened(own! / others[at]!)}x`, holds: own! / others[at]! >= goal });
  return [bar("CASL", 10, 0), bar("casbin", 100, 1), bar("Cedar-wasm", 700, 2)];
}

/** The same records asked about by somebody in 200 groups and by somebody in one. */
function manyGroups({ people, byAddress, visible, customers }: Ground): Bar[] {
  const many = byAddress.get("groups200")!;
  const records = [...visible.get(many.facts.userId)!, ...customers.slice(0, 990)].slice(0, 1000);
  const pieces = (name: string, viewer: Viewer) => {
    const peer: Peer = { name, ask: ({ customer }) => allowed(viewer.access, "customers.view", customer.scopes) };
    const questions = records.map((customer): Question => ({ person: 0, permission: "customers.view", customer }));
    return piecesOf(peer, questions, { size: 500, count: 2 });
  };
  const times = quietest([pieces("1", byAddress.get("groups1")!), pieces("200", many)], 400);
  const share = times.get("1")! / times.get("200")!;
  table(["groups", "decisions a second"], [...times].map(([name, time]) => [name, (1000 * records.length) / time]));
  return [{ bar: `2 200 groups (${people.length} people)`, goal: ">= 0.8x of one group", measured: `${share.toFixed(2)}x`, holds: share >= 0.8 }];
}

/** Reading a person's rights from SQL and compiling them, as happens when they are not remembered. */
async function compiling({ people, byAddress }: Ground): Promise<Bar[]> {
  const ordinary = people.slice(20, 320).map(({ facts }) => facts.userId);
  let at = 0;
  const cold = async (userId: number) => compileAccess((await loadFacts(pool(), userId))!, Date.now());
  const many = byAddress.get("groups200")!;
  const warm = (facts: ViewerFacts) => compileAccess(facts, Date.now());
  const times = await interleaved(
    [
      { name: "bare round trip", run: () => pool().query({ name: "bare", text: "SELECT 1" }) },
      { name: "ordinary", run: () => cold(ordinary[at++ % ordinary.length]!) },
      { name: "200 groups", run: () => cold(many.facts.userId) },
      { name: "ordinary, JavaScript alone", run: () => warm(people[20 + (at % 300)]!.facts) },
      { name: "200 groups, JavaScript alone", run: () => warm(many.facts) },
    ],
    300,
  );
  const quiet = (name: string) => quantile(times.get(name)!, 0.1);
  table(["compile, cold", "ms", "quietest tenth", "median round trips"], [...times.keys()].map((name) => [name, median(times.get(name)!), quiet(name), ratio(times, name, "bare round trip")]));
  const bar = (name: string, most: number): Bar => ({ bar: `3 cold compile, ${name}`, goal: `<= ${most} ms`, measured: `${shortened(quiet(name))} ms`, holds: quiet(name) <= most });
  return [bar("ordinary", 1), bar("200 groups", 2)];
}

/** Bytes that one remembered ordinary person adds to the heap. */
async function memory(): Promise<Bar> {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  const { rows } = await ownerPool().query<{ id: number }>("SELECT id FROM users WHERE id > 15 AND status = 'active' ORDER BY id LIMIT 6000");
  const seq = await settled(await readGuard());
  const first = Math.min(1000, Math.floor(rows.length / 4)); // what is made once falls on these
  for (const { id } of rows.slice(0, first)) await viewerOf(id, seq);
  collect();
  const [before, known] = [process.memoryUsage().heapUsed, viewers().size];
  for (const { id } of rows.slice(first)) await viewerOf(id, seq);
  collect();
  const each = (process.memoryUsage().heapUsed - before) / (viewers().size - known);
  return { bar: "3 memory", goal: "<= 4 KB a remembered person", measured: `${shortened(each / 1024)} KB`, holds: each <= 4096 };
}
