import { createServer, type IncomingMessage } from "node:http";
import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { deliverMail } from "./deliver";
import { mailPerson } from "./queue";

type Call = { path: string; authorization?: string; key?: string; body: { from: string; to: string; subject: string; html: string; text: string } };

const calls: Call[] = [];
let answer: { status: number; body: object } = { status: 200, body: { id: "re_1" } };

/** As much of Resend's interface as its documentation tells: POST /emails with a bearer key and an idempotency key. */
const server = createServer((request, response) => {
  void readBody(request).then((body) => {
    const { authorization } = request.headers;
    calls.push({ path: `${request.method} ${request.url}`, authorization, key: request.headers["idempotency-key"] as string, body });
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(JSON.stringify(answer.body));
  });
});

async function readBody(request: IncomingMessage): Promise<Call["body"]> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Call["body"];
}

await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
Object.assign(process.env, { RESEND_API_KEY: "re_test", RESEND_BASE_URL: `http://127.0.0.1:${(server.address() as { port: number }).port}/`, MAIL_FROM: "Portico <portal@portico.example>" });
afterAll(() => new Promise((resolve) => server.close(resolve)));

const data = { path: "/invitation/secret", name: "Ida", organization: "Nordnet", by: "Mia", until: "2026-12-31T12:00:00.000Z" };
const { signal } = new AbortController();
const mailOf = (id: number) => build.owner().mail.findUniqueOrThrow({ where: { id } });

async function queued() {
  const person = await build.user(await build.organization(), { name: 'Mia "the" Berg' });
  const id = (await db().$transaction((tx) => mailPerson(tx, person.id, { template: "invitation", data })))!;
  return { person, id, sent: () => calls.filter(({ body }) => body.to.includes(person.email)) };
}

test("a mail goes out by Resend, with a key by which it is known when it comes again", async () => {
  answer = { status: 200, body: { id: "re_42" } };
  const { person, id, sent } = await queued();

  await runJobs("send-mail");

  expect(sent()).toMatchObject([{ path: "POST /emails", authorization: "Bearer re_test", key: expect.stringMatching(/^portico-/), body: { from: "Portico <portal@portico.example>", to: `"Mia the Berg" <${person.email}>`, subject: "Your invitation to Nordnet" } }]);
  expect(sent()[0]!.body.text).toContain("http://localhost:3000/invitation/secret");
  expect(await mailOf(id)).toMatchObject({ status: "sent", via: "resend", messageId: "re_42", sealed: null });
});

test("faults and limits of the service are tried again under the same key, a refused mail is not", async () => {
  const { id, sent } = await queued();
  for (const [status, name] of [[500, "internal_server_error"], [429, "rate_limit_exceeded"], [403, "invalid_api_key"]] as const) {
    answer = { status, body: { statusCode: status, name, message: `Said ${name}` } };
    await expect(deliverMail(id, { signal })).rejects.toThrow(`Said ${name}`);
  }
  answer = { status: 422, body: { statusCode: 422, name: "validation_error", message: "Invalid `to` field" } };
  await deliverMail(id, { signal });

  expect(new Set(sent().map(({ key }) => key)).size).toBe(1);
  expect(await mailOf(id)).toMatchObject({ status: "failed", attempts: 4, error: "Resend answered: Invalid `to` field" });
});
