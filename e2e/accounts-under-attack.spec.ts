import { expect, test } from "@playwright/test";
import { guessing, leaving } from "@/lib/testing/crash/attacks";
import { mailsThroughOutage } from "@/lib/testing/crash/mails";
import { overload } from "@/lib/testing/crash/overload";
import { withStand } from "@/lib/testing/crash/stand";

test("whoever is deactivated under many clients is let in by no request that began after it, and by one under way at most (B3)", async () => {
  test.setTimeout(180_000);
  const { late, inFlight, before } = await withStand((stand) => leaving(stand, 12));

  expect({ late, isOneAtMost: inFlight <= 1 }).toEqual({ late: 0, isOneAtMost: true });
  expect(before).toBeGreaterThan(12);
});

test("of many guesses, from ever other addresses as they say and through a restart, ten are looked at; the owner gets in (B10)", async () => {
  test.setTimeout(180_000);
  const { verified, wrongEntries, isOwnerIn } = await withStand((stand) => guessing(stand, 60));

  expect({ verified, wrongEntries, isOwnerIn }).toEqual({ verified: 10, wrongEntries: 0, isOwnerIn: true });
});

test("no mail is lost or doubled while the mail server says nothing and the portal is killed and stopped (B30)", async () => {
  test.setTimeout(180_000);
  const { mails, lost, doubled } = await mailsThroughOutage(6);

  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  expect(mails).toBeGreaterThanOrEqual(22);
});

test("a storm of sign-ins and pictures is answered or put off, and nobody is told that something broke (B40)", async () => {
  test.setTimeout(180_000);
  const { statuses, reads } = await withStand((stand) => overload(stand, { signIns: 30, uploads: 4, readsPerSecond: 50, seconds: 2 }));

  const broken = Object.entries(statuses).flatMap(([kind, by]) => Object.entries(by).filter(([status]) => status === "0" || (Number(status) >= 500 && status !== "503")).map(([status, count]) => `${kind} ${status}: ${count}`));
  expect(broken).toEqual([]);
  expect(reads.length).toBeGreaterThan(50);
});
