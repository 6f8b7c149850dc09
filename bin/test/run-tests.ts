// npm test, once Node 24 and the dependencies are there: everything that can be wrong with a checkout, in one number.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../checkout.mjs";
import { startEmbedded, throwaway } from "../database/embedded.ts";
import { ensureGenerated } from "../prisma-client.mjs";
import { endRunning } from "../process.mjs";
import { step } from "../progress.mjs";
import { ensureChromium } from "./chromium.ts";
import { runStep, tellProgress, type Command, type Step } from "./steps.ts";
import { single, sum, tallyPlaywright, tallyVitest, type Tally } from "./tally.ts";

const rooms = ["app", "components", "lib", "bin", "bench", "e2e", "prisma"];
const undo: (() => unknown)[] = [];

/** Runs all steps and ends the process: 0 when nothing failed. The last line is the count of everything. */
export async function runTests(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void cleanUp().then(() => process.exit(130)));
  const folder = mkdtempSync(join(tmpdir(), "portico-tests-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const stopTelling = tellProgress();
  const total = await everything(folder).catch((error: unknown) => {
    console.error(error);
    return single(false);
  });
  stopTelling();
  await cleanUp();
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}

async function everything(folder: string): Promise<Tally> {
  const chromium = await prepare();
  const serverUrl = await openServer(folder);
  const env = { CI: "1", TEST_DATABASE_URL: serverUrl };
  const steps = stepsFor(folder, env, chromium);
  // Two cores: what reads the sources beside what runs them. A build needs both, and the browser needs the build.
  const [reading, running] = await Promise.all([inTurn(steps.reading), inTurn(steps.running)]);
  const build = await runStep(steps.build);
  const browser = build.failed > 0 ? notRun(steps.browser) : await runStep(steps.browser);
  return sum([reading, running, build, browser]);
}

async function prepare(): Promise<string> {
  let chromium = "";
  await step("Database client", async () => ((await ensureGenerated()) ? "generated" : "current"));
  await step("Chromium", async () => (chromium = await ensureChromium()));
  return chromium;
}

async function openServer(folder: string): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return given;
  let url = "";
  await step("Database", async () => {
    const server = await startEmbedded(folder, { settings: throwaway });
    undo.push(() => server.stop());
    url = server.url("postgres");
    return "PostgreSQL runs";
  });
  return url;
}

function stepsFor(folder: string, env: Record<string, string>, chromium: string) {
  const report = (name: string) => join(folder, `${name}.json`);
  const browser = { ...env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report("e2e") };
  return {
    reading: [
      {
        name: "types",
        commands: [program("next/dist/bin/next", ["typegen"]), program("typescript/bin/tsc", ["--noEmit"])],
      },
      {
        name: "lint",
        commands: [
          program("eslint/bin/eslint.js", ["."]),
          program("dependency-cruiser/bin/dependency-cruise.mjs", ["--config", ".dependency-cruiser.mjs", ...rooms]),
        ],
      },
    ],
    running: [vitest("unit", report("unit"), env), vitest("integration", report("integration"), env)],
    build: { name: "build", commands: [{ command: process.execPath, args: [join(root, "bin/build.mjs")] }] },
    browser: {
      name: "e2e",
      commands: [
        { command: process.execPath, args: [join(root, "bin/e2e.mjs"), "--reporter=list,json"], env: browser },
      ],
      tally: (isFine: boolean) => tallyPlaywright(report("e2e"), isFine),
    },
  };
}

function vitest(project: string, report: string, env: Record<string, string>): Step {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name: project,
    commands: [{ ...program("vitest/vitest.mjs", ["run", "--project", project, ...reporters]), env }],
    tally: (isFine) => tallyVitest(report, isFine),
  };
}

function program(path: string, args: string[]): Command {
  return { command: process.execPath, args: [join(root, "node_modules", path), ...args] };
}

async function inTurn(steps: Step[]): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const each of steps) tallies.push(await runStep(each));
  return sum(tallies);
}

function notRun({ name }: Step): Tally {
  console.log(`\n== ${name}: FAILED, not run because the build failed`);
  return single(false);
}

async function cleanUp(): Promise<void> {
  endRunning();
  for (const each of undo.splice(0).reverse()) await each();
}
