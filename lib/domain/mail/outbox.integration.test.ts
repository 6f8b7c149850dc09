import { afterEach, expect, test } from "vitest";
import { keeperPermissions } from "@/lib/access/full-access";
import { isLocalRequest } from "@/lib/auth/local";
import { db } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import * as build from "@/lib/testing/build";
import { getOutboxMail, listOutbox } from "./outbox";
import { mayReadOutbox } from "./outbox-readers";
import { mailPerson } from "./queue";

afterEach(() => void Object.assign(env(), { MAIL_URL: undefined, TRUST_PROXY: false, PORTAL_URL: "http://localhost:3000" }));

const data = { path: "/invitation/secret", name: "Ida", organization: "Nordnet", by: null, until: "2026-12-31T12:00:00.000Z" };

async function queued() {
  const person = await build.user(await build.organization());
  const id = (await db().$transaction((tx) => mailPerson(tx, person.id, { template: "invitation", data })))!;
  return { person, id };
}

test("only whoever keeps the whole portal, or a browser on its own machine, reads the outbox", async () => {
  const { person, id } = await queued();
  const root = await build.operator();
  const partner = await build.organization();
  const keeper = await build.person(root, keeperPermissions);
  const others = [await build.person(partner, keeperPermissions), await build.person(root, ["users.list"]), await build.person(root, keeperPermissions, { kind: "subtree", ref: partner.id })];

  for (const reader of [{ viewer: keeper, isLocal: false }, { viewer: null, isLocal: true }]) {
    expect((await listOutbox(reader, { search: person.email.toUpperCase() })).rows).toMatchObject([{ id, to: person.email, subject: "Your invitation to Nordnet" }]);
    expect((await getOutboxMail(reader, id)).text).toContain("http://localhost:3000/invitation/secret");
  }
  for (const viewer of [null, ...others, { ...keeper, via: "token x" }]) {
    await expect(listOutbox({ viewer, isLocal: false }, {})).rejects.toMatchObject({ code: "not-found" });
    await expect(getOutboxMail({ viewer, isLocal: false }, id)).rejects.toMatchObject({ code: "not-found" });
  }
});

test("with a transport set there is no outbox for anybody", async () => {
  const { id } = await queued();
  Object.assign(env(), { MAIL_URL: "smtp://127.0.0.1:2525" });
  const reader = { viewer: await build.person(await build.operator(), keeperPermissions), isLocal: true };

  expect(mayReadOutbox(reader)).toBe(false);
  await expect(listOutbox(reader, {})).rejects.toMatchObject({ code: "not-found" });
  await expect(getOutboxMail(reader, id)).rejects.toMatchObject({ code: "not-found" });
});

const from = (host: string, ip: string) => new Headers({ host, "x-forwarded-for": ip });

test.each([
  ["localhost:3000", "127.0.0.1", true],
  ["127.0.0.1:3000", "::ffff:127.0.0.1", true],
  ["[::1]:3000", "::1", true],
  ["localhost:3000", "192.0.2.7", false],
  ["evil.example:3000", "127.0.0.1", false],
  ["localhost.evil.example", "127.0.0.1", false],
])("a request for %s from %s is local: %s", (host, ip, isLocal) => expect(isLocalRequest(from(host, ip))).toBe(isLocal));

test("behind a proxy, or under a public address, nobody is local", () => {
  Object.assign(env(), { TRUST_PROXY: true });
  expect(isLocalRequest(from("localhost:3000", "127.0.0.1"))).toBe(false);
  Object.assign(env(), { TRUST_PROXY: false, PORTAL_URL: "https://portal.example.com" });
  expect(isLocalRequest(from("localhost:3000", "127.0.0.1"))).toBe(false);
});
