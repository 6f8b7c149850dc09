import { expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { mailPerson, queueMail } from "./queue";

const soon = "2026-12-31T12:00:00.000Z";
const invitation = { template: "invitation", data: { path: "/invitation/very-secret", name: "Ida", organization: "Nordnet", by: null, until: soon } } as const;
const mailOf = (id: number | null) => build.owner().mail.findUniqueOrThrow({ where: { id: id! } });

test("a mail is written with its job in the caller's transaction, and sealed", async () => {
  const person = await build.user(await build.organization());

  const id = await db().$transaction((tx) => mailPerson(tx, person.id, invitation));

  const mail = await mailOf(id);
  expect(mail).toMatchObject({ to: person.email, toName: person.name, userId: person.id, status: "queued", locale: "en" });
  expect(JSON.stringify(mail)).not.toContain("very-secret");
  await runJobs("send-mail");
  expect(await mailOf(id)).toMatchObject({ status: "sent", via: "outbox", attempts: 1 });
});

test("taken back, neither mail nor job stays", async () => {
  const person = await build.user(await build.organization());
  const failure = db().$transaction(async (tx) => {
    await mailPerson(tx, person.id, invitation);
    throw new Error("taken back");
  });

  await expect(failure).rejects.toThrow("taken back");
  expect(await build.owner().mail.count({ where: { userId: person.id } })).toBe(0);
});

test("the same key twice is one mail", async () => {
  const person = await build.user(await build.organization());
  const queue = () => db().$transaction((tx) => queueMail(tx, { ...invitation, to: person.email, userId: person.id, key: `invitation:${person.id}` }));

  const answers = await Promise.all(Array.from({ length: 10 }, queue));

  expect(answers.filter((id) => id !== null)).toHaveLength(1);
  expect(await build.owner().mail.count({ where: { userId: person.id } })).toBe(1);
});
