// The text of .env.example, made from the schema so that it cannot fall behind.
import type { z } from "zod";
import { settings } from "./env.ts";

const head = `# Everything Portico reads from the environment. Nothing is needed: with none of it, "npm start" makes a database
# and a secret of its own. Copy this file to .env, or set the variables in another way.
`;

const tail = `# Only for "npm test":

# A PostgreSQL server to make test databases on. Unset: an embedded one.
# TEST_DATABASE_URL=

# The browser of the browser tests. Unset: the first one found, or one that is installed.
# CHROMIUM_PATH=
`;

/** Each variable with its description and its default, commented out. */
export function envExample(): string {
  const lines = Object.entries(settings.shape).map(
    ([name, type]) => `# ${type.description}\n# ${name}=${defaultOf(type)}\n`,
  );
  return [head, ...lines, tail].join("\n");
}

function defaultOf(type: z.ZodType): string {
  const answer = type.safeParse(undefined);
  if (!answer.success || answer.data === undefined) return "";
  return typeof answer.data === "boolean" ? String(Number(answer.data)) : String(answer.data);
}
