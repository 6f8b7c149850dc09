// The only place that reads the environment. Nothing is read at import, since a build imports modules without one.
import { z } from "zod";
import { providerSettings } from "./providers.ts";

const flag = z.enum(["0", "1"], "must be 0 or 1").transform((value) => value === "1");
const port = z.coerce.number("must be a port number").int("must be a port number").min(1).max(65535);

function url(protocols: string[], example: string) {
  const error = `must be an address like ${example}`;
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { error });
}

/** Every variable Portico knows, in the order in which .env.example lists them. */
export const settings = z.object({
  DATABASE_URL: url(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/portico").describe(
    "PostgreSQL 15 or newer. Unset: the embedded PostgreSQL, with its data in PORTAL_DATA.",
  ),
  PORT: port.default(3000).describe("Where the portal listens."),
  HOST: z
    .string()
    .default("0.0.0.0")
    .describe("The network address it listens on; 127.0.0.1 keeps it to this machine."),
  PORTAL_URL: url(["http:", "https:"], "https://portal.example.com")
    .transform((text) => text.replace(/\/+$/, ""))
    .optional()
    .describe(
      "The portal's address as its users see it; mails and sign-in depend on it. Unset: http://localhost:PORT.",
    ),
  AUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters, for instance from: openssl rand -hex 32")
    .describe("Signs the sessions. Unset: made once and kept in PORTAL_DATA."),
  PORTAL_DATA: z.string().default(".portal").describe("The folder of the embedded database, of secrets and of files."),
  PORTAL_DEMO: flag
    .default(true)
    .describe("1 loads the demo into an empty database; 0 prints a one-time link for the first administrator instead."),
  MAIL_URL: url(["smtp:", "smtps:"], "smtp://user:password@host:587")
    .optional()
    .describe("Sends mail by SMTP. With neither this nor RESEND_API_KEY, mails wait in the portal's outbox."),
  RESEND_API_KEY: z.string().optional().describe("Sends mail by Resend."),
  RESEND_BASE_URL: url(["http:", "https:"], "https://api.resend.com")
    .default("https://api.resend.com")
    .describe("Where Resend's interface is."),
  MAIL_FROM: z.string().default("Portico <portico@localhost>").describe("The sender of the portal's mails."),
  OIDC_PROVIDERS: providerSettings
    .optional()
    .describe(
      'OpenID Connect providers to sign in with, as JSON: [{"id":"acme","name":"Acme","issuer":"https://login.acme.example","clientId":"…","clientSecret":"…"}]. With "accounts":{"organization":"<key>","domains":["acme.example"]} people of these domains get an account without any access.',
    ),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
    .default("info")
    .describe("How much the portal logs."),
  TRUST_PROXY: flag
    .default(false)
    .describe("1 believes the X-Forwarded headers; only behind a proxy of yours that sets them itself."),
  API_RATE: z.coerce
    .number("must be a whole number")
    .int("must be a whole number")
    .min(0, "must not be negative")
    .max(1_000_000_000)
    .default(30_000)
    .describe("How many requests a minute one API token may send to one server process; 0 sets no limit."),
  PORTAL_SHARED_BUFFERS: z
    .string()
    .regex(/^\d+(kB|MB|GB)$/, "must be a size like 256MB")
    .default("256MB")
    .describe("Memory that the embedded PostgreSQL keeps for pages."),
});

type Checked = Omit<z.output<typeof settings>, "PORTAL_URL">;
export type Env = Checked & { PORTAL_URL: string; NODE_ENV: "development" | "production" | "test" };

/** Before the start the database and the secret may be missing: they are made then. */
export type StartEnv = Omit<Env, "DATABASE_URL" | "AUTH_SECRET"> & Partial<Pick<Env, "DATABASE_URL" | "AUTH_SECRET">>;

/** What is wrong with the environment, one line for each problem. */
export class EnvironmentProblem extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(["The environment is not right:", ...problems.map((problem) => `  ${problem}`)].join("\n"));
    this.problems = problems;
  }
}

let parsed: Env | undefined;

/** The environment of the running portal, read at the first call. Throws EnvironmentProblem with every problem at once. */
export function env(): Env {
  parsed ??= check(settings, process.env);
  return parsed;
}

/** What the start may rely on before it has made a database and a secret. Throws as env does. */
export function startEnv(source: NodeJS.ProcessEnv = process.env): StartEnv {
  return check(settings.partial({ DATABASE_URL: true, AUTH_SECRET: true }), source);
}

/** Checks an environment other than the process's own. Throws as env does. */
export function parseEnv(source: NodeJS.ProcessEnv): Env {
  return check(settings, source);
}

function check<Output extends Checked | Partial<Checked>>(
  schema: z.ZodType<Output>,
  source: NodeJS.ProcessEnv,
): Output & Pick<Env, "PORTAL_URL" | "NODE_ENV"> {
  // A variable that is set to nothing, as in a copied .env.example, is unset.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = schema.safeParse(given);
  const problems = [...(result.success ? [] : result.error.issues.map(describe)), ...contradictions(given)];
  if (!result.success || problems.length > 0) throw new EnvironmentProblem(problems);
  const { PORT } = result.data;
  return {
    ...result.data,
    PORTAL_URL: given.PORTAL_URL?.replace(/\/+$/, "") ?? `http://localhost:${PORT}`,
    NODE_ENV: nodeEnv(given.NODE_ENV),
  };
}

function describe(issue: z.core.$ZodIssue): string {
  const name = issue.path.join(".");
  const isMissing = issue.code === "invalid_type" && issue.message.includes("received undefined");
  return `${name} ${isMissing ? "is needed" : lowerFirst(issue.message)}`;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function contradictions(given: Record<string, string | undefined>): string[] {
  const isTwice = given.MAIL_URL && given.RESEND_API_KEY;
  return isTwice ? ["MAIL_URL and RESEND_API_KEY are both set; mail can go only one way"] : [];
}

function nodeEnv(value: string | undefined): Env["NODE_ENV"] {
  return value === "production" || value === "test" ? value : "development";
}
