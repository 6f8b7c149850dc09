import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as build from "@/lib/testing/build";
import { recordRefusedVisit } from "./refused-visit";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const logged = (actorId: number) =>
  build.owner().activity.findMany({ where: { actorId }, orderBy: { id: "asc" }, select: { action: true, outcome: true, recordType: true, recordId: true, organizationId: true } });

async function reader() {
  const partner = await build.organization();
  const [one, other] = [await build.customer(partner), await build.customer(partner)];
  return { partner, one, other, viewer: { ...(await build.person(partner, ["customers.view"])), session: partner.id } };
}

test("a refused page is one row with permission and record; reloads within the minute add none, the next minute one", async () => {
  const { partner, one, viewer } = await reader();
  const visit = () => recordRefusedVisit(viewer, "customers.edit", { customerId: one.id });

  await Promise.all([visit(), visit(), visit()]);
  await visit();
  expect(await logged(viewer.facts.userId)).toEqual([{ action: "customers.edit", outcome: "refused", recordType: "customer", recordId: one.id, organizationId: partner.id }]);

  vi.setSystemTime(Date.now() + 61_000);
  await visit();
  expect(await logged(viewer.facts.userId)).toHaveLength(2);
});

test("another record, another permission and another session are rows of their own", async () => {
  const { one, other, viewer } = await reader();

  await recordRefusedVisit(viewer, "customers.edit", { customerId: one.id });
  await recordRefusedVisit(viewer, "customers.edit", { customerId: other.id });
  await recordRefusedVisit(viewer, "customers.reassign", { customerId: one.id });
  await recordRefusedVisit({ ...viewer, session: -viewer.session }, "customers.edit", { customerId: one.id });
  await recordRefusedVisit(viewer, "organizations.list", {});

  expect(await logged(viewer.facts.userId)).toMatchObject([
    { action: "customers.edit", recordId: one.id },
    { action: "customers.edit", recordId: other.id },
    { action: "customers.reassign", recordId: one.id },
    { action: "customers.edit", recordId: one.id },
    { action: "organizations.list", recordId: null },
  ]);
});

test("a refusal that could not be logged is told, and logged by the next visit", async () => {
  const { one, viewer } = await reader();
  const broken = { ...viewer, ip: "\0" }; // the database takes no such text

  await expect(recordRefusedVisit(broken, "customers.edit", { customerId: one.id })).rejects.toThrow();
  await recordRefusedVisit(viewer, "customers.edit", { customerId: one.id });

  expect(await logged(viewer.facts.userId)).toHaveLength(1);
});
