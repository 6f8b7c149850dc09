import "server-only";
import { cookies } from "next/headers";
import { deviceCookie } from "./cookie";
import { knownDevice } from "./devices";
import { count, limits } from "./limits";

/** Counts a try of a code of this person before it is looked at; from a browser they have used before, apart. Throws `too-many`. */
export async function countCode(userId: number): Promise<void> {
  const device = await knownDevice(userId, (await cookies()).get(deviceCookie().name)?.value ?? null);
  await (device === null ? count(`codes:${userId}`, limits.account) : count(`codes:${userId}:device:${device}`, limits.device));
}
