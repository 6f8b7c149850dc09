import { defineConfig, globalIgnores } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";
import { house } from "./eslint-house.mjs";

const tests = ["**/*.test.{ts,tsx}", "e2e/**/*.ts", "lib/testing/**/*.ts"];
const tools = ["bin/**", "bench/**", "prisma/**", "*.config.{ts,mjs}"];
const routes =
  "{page,layout,template,default,error,global-error,loading,not-found,forbidden,unauthorized,icon,apple-icon,opengraph-image,manifest,robots,sitemap}";

const limits = {
  "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
  // A few tables of cases (words of the log, checks of a line) go up to 17; new code stays at 10 or below.
  complexity: ["error", 17],
  "max-depth": ["error", 3],
  "max-params": ["error", 4],
};

const noSleep = {
  selector: "CallExpression[callee.property.name='waitForTimeout'], CallExpression[callee.name='setTimeout']",
  message: "Wait for what should happen, not for time to pass.",
};

const noUnrunTest = {
  selector:
    "CallExpression[callee.object.name=/^(test|it|describe)$/][callee.property.name=/^(only|skip|todo|fixme)$/]",
  message: "A test runs, or it is not there.",
};

export default defineConfig(
  globalIgnores([
    ".next/**",
    ".portal/**",
    "lib/platform/db/generated/**",
    "next-env.d.ts",
    "coverage/**",
    "test-results/**",
  ]),
  ...next,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    rules: {
      ...limits,
      eqeqeq: "error",
      "import-x/no-default-export": "error",
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Ask env() of lib/platform/env.ts." },
      ],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ["{app,components,lib}/**/*.{ts,tsx}"], plugins: { house }, rules: { "house/said-in-time": "error" } },
  {
    files: ["{app,components}/**/*.tsx"],
    ignores: ["app/dev/**", "**/*.test.tsx"],
    plugins: { house },
    rules: { "house/said-by-t": "error" },
  },
  { rules: { "import/no-anonymous-default-export": "off" } },
  { plugins: { house }, rules: { "house/client-imports": "error" } },
  {
    files: ["{app,bin,bench,components,e2e,lib,prisma}/**/*.{ts,tsx,mjs}"],
    ignores: ["app/**/*", "bench/index.ts"],
    rules: { "house/file-name": "error" },
  },
  {
    files: ["**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: [
      `{app,bench/bare/app}/**/${routes}.{ts,tsx}`,
      "*.config.{ts,mjs}",
      "proxy.ts",
      "lib/testing/database-server.ts",
      "e2e/start-server.ts",
    ],
    rules: { "import-x/no-default-export": "off" },
  },
  {
    files: ["lib/platform/env.ts", "instrumentation.ts", "proxy.ts", ...tools, ...tests],
    rules: { "no-restricted-properties": "off" },
  },
  { files: [...tools, "e2e/**"], rules: { "no-console": "off" } },
  {
    files: tests,
    rules: {
      "max-lines-per-function": "off",
      "no-restricted-syntax": ["error", noSleep, noUnrunTest],
      // Playwright hands fixtures on with a function called use, and wants an empty pattern where none is needed.
      "react-hooks/rules-of-hooks": "off",
      "no-empty-pattern": "off",
    },
  },
);
