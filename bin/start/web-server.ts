// The web server process.
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { root } from "../checkout.mjs";

const graceful = 10_000;

export type WebServer = { pid: number; ended: Promise<string>; stop(): Promise<void> };

export type WebServerOptions = { host: string; port: number; env: Record<string, string>; stdout?: number | "inherit" };

/** Starts the web server on the current build and waits until it answers. Throws if it ends before. */
export async function startWebServer({ host, port, env, stdout = "inherit" }: WebServerOptions): Promise<WebServer> {
  const guard = pathToFileURL(join(root, "bin/start/child-guard.mjs")).href;
  const child = spawn(process.execPath, ["--import", guard, join(root, "bin/start/serve.mjs")], {
    cwd: root,
    // Auth.js takes its own address from AUTH_URL, else from what the request says. glibc would keep a heap for each of Node's threads, of
    // which each grows to the most that it ever held: a third of what the process takes beside JavaScript.
    env: { MALLOC_ARENA_MAX: "2", ...process.env, ...env, AUTH_URL: env.PORTAL_URL, PORT: String(port), HOST: host, NODE_ENV: "production" },
    detached: true, // Ctrl-C reaches us alone, and we stop things in order
    stdio: ["ignore", stdout, stdout, "ipc"],
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  const patience = new AbortController();
  const failure = await Promise.race([answers(host, port, patience.signal), ended]);
  patience.abort();
  if (failure !== undefined) throw new Error(`The web server did not start: ${failure}.`);
  return { pid: child.pid!, ended, stop: () => stop(child, ended) };
}

async function answers(host: string, port: number, signal: AbortSignal): Promise<undefined> {
  const address = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? host;
  while (!signal.aborted) {
    try {
      // Any answer will do, an error page included: it is there.
      const response = await fetch(`http://${address}:${port}/healthz`, { redirect: "manual", signal });
      await response.body?.cancel();
      return undefined;
    } catch {
      await sleep(100);
    }
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(graceful, undefined, { ref: false })]);
  child.kill("SIGKILL");
  await ended;
}
