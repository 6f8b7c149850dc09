// Everything from a checkout with its dependencies to a running portal, and back.
import { EnvironmentProblem } from "../../lib/platform/env.ts";
import { migrate } from "../../prisma/migrate.ts";
import { databaseName, startEmbedded } from "../database/embedded.ts";
import { LockHeld, takeLock } from "../database/instance-lock.ts";
import { freePort } from "../database/ports.ts";
import { untilThereIsRoom } from "../database/room.ts";
import { whenNpmIsGone } from "../parent.mjs";
import { ensureGenerated } from "../prisma-client.mjs";
import { endRunning } from "../process.mjs";
import { step } from "../progress.mjs";
import { ensureBuilt } from "./build.ts";
import { loadDemo, runProgram, signInTable } from "./demo.ts";
import { childEnvironment, readEnvironment, type Environment } from "./environment.ts";
import { keep } from "./keeper.ts";
import { startWebServer } from "./web-server.ts";

/** Something a person has to put right before the portal can start. */
class StartRefused extends Error {}

const stops: (() => unknown)[] = [];
let isStopping = false;

/** Starts the portal and keeps it running until a signal comes. Ends the process: 0 stopped, 1 failed, 2 wrong settings. */
export async function startPortal(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  process.on("disconnect", () => void stop(0));
  whenNpmIsGone(() => void stop(0));
  try {
    await bringUp();
  } catch (error) {
    if (isStopping) return;
    console.error(`\n${explain(error)}`);
    await stop(error instanceof EnvironmentProblem ? 2 : 1);
  }
}

async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  endRunning();
  for (const each of stops.reverse()) await each();
  process.exit(code);
}

async function bringUp(): Promise<void> {
  const environment = readEnvironment();
  await claim(environment);
  await step("Database client", async () => ((await ensureGenerated()) ? "generated" : "current"));
  const databaseUrl = await openDatabase(environment);
  await step("Migrations", async (report) => {
    const applied = await migrate(databaseUrl, { onProgress: report });
    return applied.length > 0 ? `${applied.length} applied` : "current";
  });
  await step("Build", async () => ensureBuilt());
  const env = childEnvironment(environment, databaseUrl);
  const link = await fill(environment, env);
  await step("Web server", async () => {
    const { HOST: host, PORT: port } = environment;
    const web = await keep({ name: "The web server", start: () => startWebServer({ host, port, env }), onGiveUp, say });
    stops.push(web.stop);
    return `listens on port ${port}`;
  });
  announce(environment, link);
}

/** One portal to a data folder, and a port that is still free: said before anything slow begins. */
async function claim({ lockFile, PORT, HOST, PORTAL_URL }: Environment): Promise<void> {
  stops.push(await waitForCommand(() => takeLock(lockFile, { purpose: "server", url: PORTAL_URL })));
  if ((await freePort(PORT, HOST)) !== PORT) {
    throw new StartRefused(`Port ${PORT} is in use by another program. Stop that one, or set PORT to a free port.`);
  }
}

/** A command of `npm run portal` holds the folder only shortly; another server holds it for good. */
async function waitForCommand(take: () => () => void): Promise<() => void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return take();
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
      const { purpose, pid, url } = error.holder;
      if (purpose === "server") {
        throw new StartRefused(
          `Portico already runs on this data folder (process ${pid}, ${url}). Stop it first, or set PORTAL_DATA to another folder.`,
        );
      }
      if (Date.now() > deadline)
        throw new StartRefused(`A portal command (process ${pid}) is still using the data folder.`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function openDatabase({ DATABASE_URL, PORTAL_DATA, PORTAL_SHARED_BUFFERS }: Environment): Promise<string> {
  if (DATABASE_URL) return DATABASE_URL;
  let port: number | undefined;
  let databaseUrl = "";
  const settings = { shared_buffers: PORTAL_SHARED_BUFFERS };
  const start = async () => {
    if (port) await untilThereIsRoom(PORTAL_DATA, { say, isOver: () => isStopping });
    const server = await startEmbedded(PORTAL_DATA, { port, settings });
    databaseUrl = server.url(databaseName);
    port = Number(new URL(databaseUrl).port); // the portal knows this address, so it stays the same from now on
    return server;
  };
  await step("Database", async () => {
    const database = await keep({ name: "The database", start, onGiveUp, say });
    stops.push(database.stop);
    return `PostgreSQL runs on port ${port}`;
  });
  return databaseUrl;
}

/** The demo or, without it, the link for the first administrator. Both programs decide themselves whether it is time. */
async function fill({ PORTAL_DEMO }: Environment, env: Record<string, string>): Promise<string> {
  let output = "";
  await step(PORTAL_DEMO ? "Demo data" : "First sign-in", async (report) => {
    output = await (PORTAL_DEMO ? loadDemo(env, report) : runProgram("bin/portal.ts", ["first-link", "--quiet"], env, report));
    return output.trim().split("\n").at(-1)?.slice(0, 80) || "nothing to do";
  });
  return PORTAL_DEMO ? "" : output.trim();
}

function announce({ PORTAL_URL, PORTAL_DATA, PORTAL_DEMO }: Environment, link: string): void {
  const table = PORTAL_DEMO ? signInTable(PORTAL_DATA) : undefined;
  const lines = ["", `Portico is ready at ${PORTAL_URL}`];
  if (table) lines.push("", "Sign in as one of the demo's people:", table);
  if (link) lines.push("", link);
  console.log([...lines, "", "Ctrl-C stops it."].join("\n"));
}

function onGiveUp(reason: string): void {
  console.error(`${reason} Portico stops.`);
  void stop(1);
}

function say(line: string): void {
  console.error(`${new Date().toISOString()}  ${line}`);
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
