import { expect, test, vi } from "vitest";
import { sessionCookie } from "@/lib/auth/cookie";
import { openSession } from "@/lib/auth/session";
import * as build from "@/lib/testing/build";
import { browser, useBrowser } from "@/lib/testing/browser";
import { GET, POST } from "./route";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

const minute = 60_000;

/** A browser on one of our pages whose session was last used ten minutes ago; answers when it says that was. */
async function tenMinutesOn() {
  const { id: userId } = await build.user(await build.organization());
  useBrowser();
  browser.headers.set("host", "localhost:3000");
  browser.headers.set("origin", "http://localhost:3000");
  browser.cookies.set(sessionCookie().name, await openSession(userId, { ip: null, device: null }));
  await build.owner().session.updateMany({ where: { userId }, data: { lastSeenAt: new Date(Date.now() - 10 * minute) } });
  return async () => Date.now() - (await build.owner().session.findFirstOrThrow({ where: { userId }, select: { lastSeenAt: true } })).lastSeenAt.getTime();
}

const endsIn = async (answer: Response) => ((await answer.json()) as { endsIn: number }).endsIn;

test("asking how long the session goes on is no use of it; saying that one is there is", async () => {
  const unusedFor = await tenMinutesOn();

  const before = await endsIn(await GET());
  expect(await unusedFor()).toBeGreaterThan(9 * minute);

  expect(await endsIn(await POST())).toBeGreaterThan(before + 9 * minute);
  expect(await unusedFor()).toBeLessThan(minute);
});

test("another site's page keeps nobody signed in", async () => {
  const unusedFor = await tenMinutesOn();
  browser.headers.set("origin", "https://evil.example");

  expect((await POST()).status).toBe(403);
  expect(await unusedFor()).toBeGreaterThan(9 * minute);
});

test("without a session there is nothing to go on", async () => {
  useBrowser();
  expect([(await GET()).status, (await POST()).status]).toEqual([401, 401]);
});
