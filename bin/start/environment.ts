// What the start makes of the environment: the settings checked, the folders and secrets there, and what children get.
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { startEnv, type StartEnv } from "../../lib/platform/env.ts";
import { root } from "../checkout.mjs";
import { keptSecret } from "../database/embedded.ts";

export type Environment = StartEnv & {
  AUTH_SECRET: string;
  lockFile: string;
};

/** Reads .env and the environment, and makes the data folder and its secret. Throws EnvironmentProblem. */
export function readEnvironment(): Environment {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const settings = startEnv();
  const dataFolder = resolve(root, settings.PORTAL_DATA);
  mkdirSync(dataFolder, { recursive: true });
  return {
    ...settings,
    PORTAL_DATA: dataFolder,
    AUTH_SECRET: settings.AUTH_SECRET ?? keptSecret(join(dataFolder, "auth-secret")),
    lockFile: join(dataFolder, "portico.lock"),
  };
}

/** The variables for the programs we start. */
export function childEnvironment(environment: Environment, databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: environment.AUTH_SECRET,
    PORTAL_DATA: environment.PORTAL_DATA,
    PORTAL_URL: environment.PORTAL_URL,
    PORT: String(environment.PORT),
    HOST: environment.HOST,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
