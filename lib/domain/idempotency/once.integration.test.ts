import { expect, test, vi } from "vitest";
import * as build from "@/lib/testing/build";
import type { Viewer } from "@/lib/access/viewer";
import { carried } from "@/lib/platform/db/carried";
import { accompanied } from "@/lib/platform/db/transaction";
import { Problem } from "@/lib/shared/errors";
import { change } from "../access/change";
import { createCustomer } from "../customers/commands";
import { createWithin } from "../customers/creating";
import { getCustomer } from "../customers/queries";
import { once, type Answer } from "./once";

const answerAs = (viewer: Viewer) => async ({ id }: { id: number }): Promise<Answer> => {
  const { name } = await getCustomer(viewer, id);
  return { status: 201, headers: { Location: `/customers/${id}` }, text: JSON.stringify({ id, name }) };
};

const creation = (viewer: Viewer, organizationId: number, key: string) => ({
  key,
  fingerprint: "create",
  effect: () => createCustomer(viewer, { name: "Fjordgata Bakeri", organizationId }),
  answer: answerAs(viewer),
});

const customersOf = (organizationId: number) => build.owner().customer.count({ where: { organizationId } });

test("many copies at once have one effect; every copy gets the same answer or is told to wait", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);

  const copies = await Promise.allSettled(Array.from({ length: 50 }, () => once(viewer, creation(viewer, partner.id, "k"))));

  const texts = copies.filter((copy) => copy.status === "fulfilled").map(({ value }) => value.text);
  const codes = copies.filter((copy) => copy.status === "rejected").map(({ reason }) => (reason as { code: string }).code);
  expect(new Set(texts).size).toBe(1);
  expect(codes.every((code) => code === "in-flight")).toBe(true);
  expect(await customersOf(partner.id)).toBe(1);
  expect((await once(viewer, creation(viewer, partner.id, "k"))).text).toBe(texts[0]);
});

test("a crash after the effect and before the answer leaves one effect, and the retry is answered", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);
  const answer = vi.fn(answerAs(viewer)).mockRejectedValueOnce(new Error("the power went out"));

  await expect(once(viewer, { ...creation(viewer, partner.id, "k"), answer })).rejects.toThrow("power");
  const retry = await once(viewer, { ...creation(viewer, partner.id, "k"), answer });

  expect(retry).toMatchObject({ status: 201 });
  expect(await customersOf(partner.id)).toBe(1);
});

test("a crash inside the effect leaves neither effect nor key", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);
  await build.customer(partner, { key: `taken-${partner.id}` });
  const failing = { ...creation(viewer, partner.id, "k"), effect: () => createCustomer(viewer, { name: "A", organizationId: partner.id, key: `taken-${partner.id}` }) };

  await expect(once(viewer, failing)).rejects.toMatchObject({ code: "conflict" });

  expect(await build.owner().idempotencyKey.count({ where: { userId: viewer.facts.userId } })).toBe(0);
  expect((await once(viewer, creation(viewer, partner.id, "k"))).status).toBe(201);
});

test("the same key for another request is refused, and another person's key is another key", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);
  const other = await build.person(partner, ["customers.create"]);
  const first = await once(viewer, creation(viewer, partner.id, "k"));

  await expect(once(viewer, { ...creation(viewer, partner.id, "k"), fingerprint: "something else" })).rejects.toMatchObject({ code: "key-reused", status: 422 });
  expect((await once(other, creation(other, partner.id, "k"))).text).not.toBe(first.text);
  expect(await customersOf(partner.id)).toBe(2);
});

test("a replay shows nothing to a person who may not see the record any more", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);
  const first = await once(viewer, creation(viewer, partner.id, "k"));
  const { id } = JSON.parse(first.text) as { id: number };
  await build.owner().customer.update({ where: { id }, data: { organizationId: (await build.organization()).id } });

  await expect(once(viewer, creation(viewer, partner.id, "k"))).rejects.toMatchObject({ code: "not-found" });
});

test("a copy that would be refused by now, before its key is met, gets the first answer", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);
  const first = await once(viewer, creation(viewer, partner.id, "k"));
  const refused = vi.fn(() => Promise.reject(new Problem("refused", "Not any more.")));

  expect((await once(viewer, { ...creation(viewer, partner.id, "k"), effect: refused })).text).toBe(first.text);
  await expect(once(viewer, { ...creation(viewer, partner.id, "other"), effect: refused })).rejects.toMatchObject({ code: "refused" });
  expect(await customersOf(partner.id)).toBe(1);
});

test("a copy that is done between two tries of the same request is the one that counts", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["customers.create"]);
  const tries = { begun: 0, between: Promise.withResolvers<void>() };
  const copy = tries.between.promise.then(() => once(viewer, creation(viewer, partner.id, "k")));
  const failingOnce = () =>
    change(viewer, async (tx, viewer) => {
      const made = await createWithin(tx, viewer, { name: "Fjordgata Bakeri", organizationId: partner.id });
      if (tries.begun === 1) await carried(() => tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"));
      return { ...made, message: "" };
    });
  const before = async () => {
    if (++tries.begun !== 2) return;
    tries.between.resolve();
    await copy;
  };

  const answer = await accompanied({ before, after: () => Promise.resolve() }, () => once(viewer, { ...creation(viewer, partner.id, "k"), effect: failingOnce }));

  expect([tries.begun, answer.text, await customersOf(partner.id)]).toEqual([2, (await copy).text, 1]);
});
