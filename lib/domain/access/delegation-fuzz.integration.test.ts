import { beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { escalations } from "@/lib/testing/delegation/judge";
import { scopesOf } from "@/lib/access/decide";
import { permissions } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { diceOf, type Dice } from "@/lib/testing/delegation/dice";
import { grantActions } from "@/lib/testing/delegation/grant-actions";
import { groupActions } from "@/lib/testing/delegation/group-actions";
import { leavingActions } from "@/lib/testing/delegation/leaving-actions";
import { countOn, loadWorld } from "@/lib/testing/delegation/load-world";
import { peopleActions } from "@/lib/testing/delegation/people-actions";
import { placeActions } from "@/lib/testing/delegation/place-actions";
import { roleActions } from "@/lib/testing/delegation/role-actions";
import { administrators, startingWorld } from "@/lib/testing/delegation/start";
import { storeTemplates } from "@/lib/testing/delegation/templates";
import { near, type Maker, type Try } from "@/lib/testing/delegation/turn";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import type { World } from "@/lib/testing/world";
import { Problem } from "@/lib/shared/errors";
import { readGuard, settled } from "./guard";
import { viewerOf } from "./viewers";

// Administrators with partial access do whatever they can, through every command that can change access; the model, which shares no code
// with the decision, watches that nobody comes to more than the actor has. PORTICO_FUZZ=5000 tries that many worlds, PORTICO_FUZZ_FROM begins at another.
const worlds = Number(process.env.PORTICO_FUZZ ?? 10);
const first = Number(process.env.PORTICO_FUZZ_FROM ?? 1);
const turns = 40;
const makers: Maker[][] = [grantActions, grantActions, groupActions, groupActions, roleActions, peopleActions, placeActions, placeActions, leavingActions];

beforeAll(() => ownDatabase("delegation_fuzz").then(() => undefined));

const tally = new Map<string, { tried: number; done: number }>();

function note(name: string, isDone: boolean) {
  const known = tally.get(name) ?? { tried: 0, done: 0 };
  tally.set(name, { tried: known.tried + 1, done: known.done + Number(isDone) });
}

/** Runs an action; true when it was let through. Whatever is neither done nor refused is a bug. */
async function isDone(action: Try, trail: string[]): Promise<boolean> {
  try {
    await action.run();
    return true;
  } catch (error) {
    if (error instanceof Problem || error instanceof ZodError) return false;
    throw new Error(`${trail.join("\n")}\n${(error as Error).stack}`);
  }
}

/** Some of what the person may do somewhere, as a token of theirs is narrowed to. */
const tokenOf = (dice: Dice, { access }: Viewer) => dice.some(permissions.map(({ key }) => key).filter((key) => scopesOf(access, key)), 0.5);

async function nextActor(dice: Dice, world: World) {
  const seq = await settled(await readGuard());
  const holders = world.users.filter(({ id, status }) => status === "active" && (id <= administrators || dice.chance(0.2)));
  if (holders.length === 0) return null;
  const actor = await viewerOf(dice.one(holders).id, seq);
  return actor && dice.chance(0.15) ? viewerOf(actor.facts.userId, seq, { narrowedTo: tokenOf(dice, actor) }) : actor;
}

const found: string[] = [];

/** Keeps what went wrong; a long run says it at once and goes on. */
function keep(told: string): void {
  found.push(told);
  if (process.env.PORTICO_FUZZ) process.stdout.write(`${told}\n`);
}

/** Plays one world to its end, or to the first escalation, which is kept with the way to it. Answers how many actions were done. */
async function play(seed: number): Promise<number> {
  const dice = diceOf(seed);
  const start = startingWorld(dice, Date.now());
  await storeWorld(start);
  await storeTemplates(dice, start);
  await countOn();
  const trail = [`world ${seed}`];
  let world = await loadWorld(Date.now());
  let done = 0;
  for (let turn = 0; turn < turns; turn++) {
    const viewer = await nextActor(dice, world);
    // Mostly what lies in reach; now and then what does not.
    const around = viewer && dice.chance(0.85) ? near(world, viewer.facts.homePath[0]!) : world;
    const action = viewer && (await dice.one(dice.one(makers))({ dice, world: around, viewer }));
    if (!action) continue;
    const told = `user ${viewer.facts.userId}${viewer.narrowedTo ? " by a token" : ""}: ${action.name} ${JSON.stringify(action.input)}`;
    const wasDone = await isDone(action, [...trail, told]);
    note(action.name, wasDone);
    if (!wasDone) continue;
    done++;
    trail.push(told);
    const after = await loadWorld(Date.now());
    const gains = escalations({ before: { ...world, now: after.now }, after, actorId: viewer.facts.userId, action });
    if (gains.length > 0) {
      keep([...trail, ...gains].join("\n"));
      return done;
    }
    world = after;
  }
  return done;
}

test(
  "no row of actions of administrators with partial access makes anybody's access larger than the actor's own",
  async () => {
    let done = 0;
    for (let seed = first; seed < first + worlds; seed++) {
      done += await play(seed).catch((error: Error) => (keep(error.message), 0));
      if (process.env.PORTICO_FUZZ && (seed - first + 1) % 100 === 0) process.stdout.write(`${seed - first + 1} worlds, ${done} actions done, ${found.length} escalations\n`);
    }

    if (process.env.PORTICO_FUZZ) process.stdout.write(`${done} actions done in ${worlds} worlds ${JSON.stringify(Object.fromEntries([...tally].sort()))}\n`);
    expect(found.join("\n\n")).toBe("");
    expect(done, "enough actions were let through to mean something").toBeGreaterThan(worlds * 2);
  },
  Math.max(120_000, worlds * 20_000),
);
