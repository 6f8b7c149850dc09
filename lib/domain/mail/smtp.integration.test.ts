import { createServer, type Server } from "node:net";
import { afterAll, expect, test } from "vitest";
import { closeSmtp } from "@/lib/mail/transports/smtp";
import { db } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { smtpServer } from "@/lib/testing/smtp";
import { deliverMail } from "./deliver";
import { mailPerson, queueMail } from "./queue";

let mood: "well" | "busy" | "refusing" = "well";
const refusals = { busy: { responseCode: 451, message: "Try again later" }, refusing: { responseCode: 550, message: "No such mailbox" } };

const server = await smtpServer({
  onRcptTo: (_address, _session, done) => (mood === "well" ? done() : done(Object.assign(new Error(refusals[mood].message), refusals[mood]))),
});
process.env.MAIL_URL = server.url;
process.env.MAIL_FROM = "Portico <portal@portico.example>";
afterAll(async () => {
  closeSmtp();
  await server.close();
});

const data = { path: "/invitation/very-secret-token", name: "Ida", organization: "Nordnet", by: null, until: "2026-12-31T12:00:00.000Z" };
const signal = new AbortController().signal;
const mailOf = (id: number) => build.owner().mail.findUniqueOrThrow({ where: { id } });
const lettersTo = (email: string) => server.letters.filter(({ to }) => to.includes(email));

async function queued(fields: { name?: string } = {}) {
  const person = await build.user(await build.organization(), fields);
  const id = (await db().$transaction((tx) => mailPerson(tx, person.id, { template: "invitation", data })))!;
  return { person, id };
}

test("a mail goes out by SMTP with its text twin, and what it said is forgotten", async () => {
  mood = "well";
  const { person, id } = await queued();

  await runJobs("send-mail");

  const [letter] = lettersTo(person.email);
  expect(letter!.from).toBe("portal@portico.example");
  expect(letter!.raw).toMatch(/^Subject: Your invitation to Nordnet\r$/m);
  expect(letter!.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(letter!.raw).toContain("Content-Type: text/plain");
  expect(letter!.raw).toContain("Content-Type: text/html");
  expect(letter!.raw.replace(/=\r\n/g, "")).toContain("http://localhost:3000/invitation/very-secret-token");
  expect(await mailOf(id)).toMatchObject({ status: "sent", via: "smtp", sealed: null, attempts: 1, messageId: expect.stringMatching(/^<portico-/) });
});

test("a name cannot write headers, nor turn the reading direction", async () => {
  mood = "well";
  const { person, id } = await queued({ name: "Eve\r\nBcc: victim@example.com\r\n\r\n<b>Hi</b>\u202E" });

  await deliverMail(id, { signal });

  const [letter] = lettersTo(person.email);
  expect(letter!.to).toEqual([person.email]);
  const headers = letter!.raw.split("\r\n\r\n")[0]!;
  expect(headers).not.toMatch(/^Bcc:/im);
  expect(letter!.raw).not.toContain("<b>Hi</b>");
});

test.each(["a@example.com,b@example.com", "a@example.com\r\nBcc: c@example.com", '"a b"@example.com', "a@b@example.com", "nobody"])("an address that is not one plain address is not written to: %j", async (to) => {
  await expect(db().$transaction((tx) => queueMail(tx, { to, userId: null, template: "invitation", data }))).rejects.toThrow("one plain address");
});

test("a busy server is tried again with growing waits, keeping what the mail says, until it is well", async () => {
  mood = "busy";
  const { person, id } = await queued();
  await expect(deliverMail(id, { signal })).rejects.toThrow("Try again later");
  const first = await mailOf(id);
  await expect(deliverMail(id, { signal })).rejects.toThrow("Try again later");
  const second = await mailOf(id);
  mood = "well";
  await runJobs("send-mail");

  expect(first).toMatchObject({ status: "queued", attempts: 1, error: expect.stringContaining("Try again later") });
  expect(second.nextAttemptAt!.getTime() - Date.now()).toBeGreaterThan(first.nextAttemptAt!.getTime() - Date.now());
  expect(await mailOf(id)).toMatchObject({ status: "sent", attempts: 3, error: null });
  expect(lettersTo(person.email)).toHaveLength(1);
});

test("an address that is refused for good is not tried again", async () => {
  mood = "refusing";
  const { person, id } = await queued();

  await runJobs("send-mail");
  mood = "well";
  await runJobs("send-mail");

  expect(await mailOf(id)).toMatchObject({ status: "failed", attempts: 1, sealed: null, error: expect.stringContaining("No such mailbox") });
  expect(lettersTo(person.email)).toEqual([]);
});

test("after enough attempts a mail is given up, and says why", async () => {
  mood = "busy";
  const { id } = await queued();
  await build.owner().mail.update({ where: { id }, data: { attempts: 15 } });

  await deliverMail(id, { signal });

  expect(await mailOf(id)).toMatchObject({ status: "failed", attempts: 16, sealed: null });
});

test("two that deliver one mail at once say so with the same message id", async () => {
  mood = "well";
  const { person, id } = await queued();

  await Promise.all([deliverMail(id, { signal }), deliverMail(id, { signal })]);

  const ids = new Set(lettersTo(person.email).map(({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)![1]));
  expect(ids.size).toBe(1);
});

test("nothing is sent to the deactivated but what is meant for them, nor what came too late", async () => {
  mood = "well";
  const { person, id } = await queued();
  await build.owner().user.update({ where: { id: person.id }, data: { status: "deactivated" } });
  const told = await db().$transaction((tx) => mailPerson(tx, person.id, { template: "account-changed", data: { name: "Ida", change: "deactivated", at: data.until } }));
  const late = await db().$transaction((tx) => mailPerson(tx, person.id, { template: "account-changed", data: { name: "Ida", change: "deactivated", at: data.until }, until: new Date(Date.now() - 1000) }));

  await runJobs("send-mail");

  expect(await mailOf(id)).toMatchObject({ status: "suppressed", sealed: null });
  expect(await mailOf(told!)).toMatchObject({ status: "sent" });
  expect(await mailOf(late!)).toMatchObject({ status: "suppressed" });
});

test("a server that is not there or says nothing costs whoever writes a mail no time, and the mail waits", async () => {
  const sockets = new Set<{ destroy(): void }>();
  const silent: Server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { env } = await import("@/lib/platform/env");
  const { port } = silent.address() as { port: number };
  Object.assign(env(), { MAIL_URL: `smtp://127.0.0.1:${port}` });
  const { id } = await queued();

  await expect(deliverMail(id, { signal })).rejects.toThrow(/greeting|timeout/i);
  silent.close();
  for (const socket of sockets) socket.destroy();
  await expect(deliverMail(id, { signal })).rejects.toThrow(/ECONNREFUSED/);

  expect(await mailOf(id)).toMatchObject({ status: "queued", attempts: 2 });
  Object.assign(env(), { MAIL_URL: server.url });
  await runJobs("send-mail");
  expect(await mailOf(id)).toMatchObject({ status: "sent", attempts: 3 });
});
