import { expect, test } from "vitest";
import { envExample } from "./env-example.ts";
import { EnvironmentProblem, parseEnv, startEnv } from "./env.ts";

const enough = { DATABASE_URL: "postgresql://me:secret@127.0.0.1:5432/portico", AUTH_SECRET: "s".repeat(32) };

function problemsOf(source: Record<string, string>): string[] {
  try {
    parseEnv(source as NodeJS.ProcessEnv);
  } catch (error) {
    if (error instanceof EnvironmentProblem) return error.problems;
  }
  return [];
}

test("every problem is named at once", () => {
  const problems = problemsOf({
    DATABASE_URL: "mysql://localhost/x",
    AUTH_SECRET: "short",
    PORT: "many",
    PORTAL_URL: "portal.example.com",
    PORTAL_DEMO: "perhaps",
    MAIL_URL: "smtp://localhost",
    RESEND_API_KEY: "re_1",
  });

  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "DATABASE_URL",
    "PORT",
    "PORTAL_URL",
    "AUTH_SECRET",
    "PORTAL_DEMO",
    "MAIL_URL",
  ]);
});

test("a value that is empty counts as not set", () => {
  const env = parseEnv({ ...enough, PORT: "", MAIL_URL: " ", NODE_ENV: "test" });

  expect(env).toMatchObject({ PORT: 3000, PORTAL_DEMO: true, PORTAL_URL: "http://localhost:3000" });
  expect(env.MAIL_URL).toBeUndefined();
});

test("what is missing is named as missing", () => {
  expect(problemsOf({})).toEqual(["DATABASE_URL is needed", "AUTH_SECRET is needed"]);
});

test("the start needs neither a database nor a secret, but refuses a wrong one", () => {
  expect(startEnv({ NODE_ENV: "test", PORT: "4000" }).PORTAL_URL).toBe("http://localhost:4000");
  expect(() => startEnv({ NODE_ENV: "test", DATABASE_URL: "nonsense" })).toThrow(
    "DATABASE_URL must be an address like",
  );
});

test("the portal's address has no slash at its end", () => {
  expect(parseEnv({ ...enough, PORTAL_URL: "https://portal.example.com/", NODE_ENV: "test" }).PORTAL_URL).toBe(
    "https://portal.example.com",
  );
});

test(".env.example is what the schema says (npx vitest run --project unit lib/platform -u)", async () => {
  await expect(envExample()).toMatchFileSnapshot("../../.env.example");
});
