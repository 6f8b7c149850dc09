import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { permissions, type Permission } from "@/lib/access/permissions";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import { oracleAllows } from "@/lib/testing/oracle";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { recordsOf, type RecordRef, type World } from "@/lib/testing/world";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import { untilEnough } from "@/lib/testing/until-enough";
import { findRecords } from "./find-records";
import { holdersOf } from "./holders";
import { homesAround } from "./homes";

const worlds = Number(process.env.PORTICO_WORLDS ?? 12);

beforeAll(async () => {
  await ownDatabase("holders");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

async function holders(ref: RecordRef, permission: Permission): Promise<number[]> {
  const [record] = await findRecords(ownerPool(), [ref]);
  const homes = (await homesAround(ownerPool(), record!.organizationId, permission)).filter(({ isOpen }) => isOpen).map(({ id }) => id);
  const found = await rows<{ user_id: number }>(ownerPool(), holdersOf({ permission, record: record!, homes }));
  return found.map(({ user_id }) => user_id).sort((a, b) => a - b);
}

test(
  "in random worlds those found to hold a permission on a record are exactly those whom the model allows it",
  async () => {
    let [some, none] = [0, 0];
    const check = async (world: World) => {
      await storeWorld(world);
      for (const [at, ref] of recordsOf(world).entries()) {
        for (const { key } of permissions.filter((_, index) => (index + at) % 3 === 0)) {
          const right = world.users.filter(({ id }) => oracleAllows(world, id, key, ref)).map(({ id }) => id);
          expect(await holders(ref, key), `${key} on ${ref.type} ${ref.id}`).toEqual(right);
          if (right.length > 0) some++;
          else none++;
        }
      }
    };
    await untilEnough(() => fc.assert(fc.asyncProperty(randomWorld, check), { numRuns: worlds, endOnFailure: true }), () => some > 10 && none > 10);
    expect(some).toBeGreaterThan(10);
    expect(none).toBeGreaterThan(10);
  },
  Math.max(600_000, worlds * 3_000),
);
