import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { openWire, type Wire } from "@/lib/testing/crash/wire";
import { handlers } from "./auth";
import { sessionCookie } from "./cookie";
import { closeSession, endNotedSessions, openSession, sessionLeft, viewerOfSession } from "./session";

const nobody = { ip: null, device: null };
const data = mkdtempSync(join(tmpdir(), "portico-ending-"));
let wire: Wire;

// Before anything reads the environment: the whole file goes over a line that can be cut, and notes what it notes in a folder of its own.
beforeAll(async () => {
  const url = new URL(process.env.DATABASE_URL!);
  wire = await openWire({ host: url.hostname, port: Number(url.port) });
  Object.assign(url, { hostname: "127.0.0.1", port: String(wire.port) });
  Object.assign(process.env, { DATABASE_URL: url.toString(), PORTAL_DATA: data });
});

afterAll(async () => {
  await wire.close();
  rmSync(data, { recursive: true, force: true });
});

const forget = () => delete (globalThis as { porticoEnding?: unknown }).porticoEnding;
const stands = async (session: string) => (await build.owner().session.count({ where: { tokenHash: hashToken(session) } })) === 1;

async function signedIn() {
  const person = await build.person(await build.organization(), ["customers.view"]);
  return openSession(person.facts.userId, nobody);
}

test("whoever signs out while the database is away is out: a copy of the cookie leads nowhere when it is back, also after a new start", async () => {
  const [mine, other] = [await signedIn(), await signedIn()];
  wire.set({ kind: "refuse" });
  expect(await closeSession(mine)).toBe("noted");
  await expect(endNotedSessions()).rejects.toThrow();
  wire.set({ kind: "none" });

  expect([await viewerOfSession(mine, nobody), await sessionLeft(mine, nobody), await stands(mine)]).toEqual([null, null, true]);
  forget(); // as a new process begins
  expect(await viewerOfSession(mine, nobody)).toBeNull();
  expect(await viewerOfSession(other, nobody)).not.toBeNull();

  await endNotedSessions();
  expect([await stands(mine), await stands(other), readdirSync(join(data, "ending-sessions"))]).toEqual([false, true, []]);
});

test("while the database answers nothing is noted", async () => {
  const mine = await signedIn();

  expect(await closeSession(mine)).toBe("ended");

  expect([await stands(mine), await closeSession(mine)]).toEqual([false, "ended"]);
  expect(existsSync(join(data, "ending-sessions")) ? readdirSync(join(data, "ending-sessions")) : []).toEqual([]);
});

test("the sign-out of the library behind the door answers 503 while the database is away, and takes no cookie", async () => {
  const mine = await signedIn();
  const ask = () => handlers.POST(new NextRequest("http://localhost:3000/api/auth/signout", { method: "POST", headers: { cookie: `${sessionCookie().name}=${mine}` } }));
  wire.set({ kind: "refuse" });
  const answer = await ask();
  wire.set({ kind: "none" });

  expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("set-cookie")]).toEqual([503, "5", null]);
  expect(await viewerOfSession(mine, nobody)).not.toBeNull();
});
