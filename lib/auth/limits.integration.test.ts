import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { count, giveBack } from "./limits";

const limit = { most: 3 };
const tries = async (key: string, amount: number) => {
  for (let at = 0; at < amount; at++) await count(key, limit);
};

test("whoever signs in takes back their own try, and no guess of somebody else behind the same address", async () => {
  const key = `source:${randomUUID()}`;
  await tries(key, 2);
  for (let at = 0; at < 10; at++) {
    await count(key, limit);
    await giveBack(key);
  }

  await tries(key, 1);
  await expect(count(key, limit)).rejects.toMatchObject({ code: "too-many" });
});
