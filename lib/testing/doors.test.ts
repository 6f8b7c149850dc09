import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/**
 * Exported functions of domain/…/queries.ts and commands.ts that do not begin with authorize(viewer, …), each with the reason.
 * This list may only shrink.
 */
const withoutAuthorize: Record<string, string> = {
  "lib/domain/invitations/commands.ts createInvitation": "part of commands that have asked already; takes their transaction",
  "lib/domain/invitations/queries.ts findInvitation": "whoever holds the one-time link may know whom it invites",
  "lib/domain/invitations/queries.ts wasInvitationOf": "asked of whoever holds the link, about themselves alone, before anybody is signed in",
};

const filesBelow = (folder: string, names: readonly string[]): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => names.some((name) => file === name || file.endsWith(`/${name}`)))
    .map((file) => join(folder, file));

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
const isExported = (node: ts.Node) => ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

type Exported = { name: string; body: ts.Node | undefined };

function exportedFunctions(source: ts.SourceFile): Exported[] {
  return source.statements.filter(isExported).flatMap((statement): Exported[] => {
    if (ts.isFunctionDeclaration(statement)) return [{ name: statement.name!.text, body: statement.body }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) ? [{ name: name.getText(), body: initializer.body }] : [],
    );
  });
}

const asksFirst = (body: ts.Node | undefined) =>
  body !== undefined && ts.isBlock(body) && /^authorize(On|OwnOr|Any|Self)?\(/.test(body.statements[0]?.getText() ?? "");

test("every query and command of the domain asks for a permission on its first line", () => {
  const files = filesBelow("lib/domain", ["queries.ts", "commands.ts"]);
  const open = files.flatMap((file) =>
    exportedFunctions(parse(file))
      .filter(({ body }) => !asksFirst(body))
      .map(({ name }) => `${file} ${name}`),
  );

  expect(files.length).toBeGreaterThan(2);
  expect(open.sort(), "begin these with authorize(viewer, …), or name a reason in withoutAuthorize").toEqual(Object.keys(withoutAuthorize).sort());
});

test("every server action is made by the wrapper that signs in, checks the input and masks bugs", () => {
  const files = filesBelow("app", ["actions.ts"]);
  const open = files.flatMap((file) =>
    parse(file)
      .statements.filter(isExported)
      .filter((statement) => !/^export const \w+ = (serverAction|signedOutAction)\(/.test(statement.getText()))
      .map((statement) => `${file}: ${statement.getText().split("\n")[0]}`),
  );

  expect(files.length).toBeGreaterThan(1);
  expect(open).toEqual([]);
});

test("pages and parts of pages hold no query and no server function of their own but signing out and no longer viewing as somebody", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const inline = files.filter((file) => !file.endsWith("actions.ts") && readFileSync(join("app", file), "utf8").includes('"use server"'));

  expect(inline).toEqual(["(portal)/layout.tsx"]);
});
