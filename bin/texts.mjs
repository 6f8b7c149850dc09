// The texts that the portal says, found in its source, and what the catalogues of other languages lack: node bin/texts.mjs [language]
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { catalogueOf, translated } from "./catalogues.mjs";
import { root } from "./checkout.mjs";

const rooms = ["app", "components", "lib"];
const sayers = new Set(["t", "msg", "rich", "orSay"]);
const isSource = (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name);

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "generated") yield* filesIn(path);
    } else if (isSource(entry.name)) yield path;
  }
}

/** The literal texts an argument can be: itself, or both sides of a choice. */
function textsIn(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return textsIn(node.expression);
  return [];
}

/** Every text that is said somewhere, with the file that says it first. */
export function sourceTexts() {
  const found = new Map();
  for (const room of rooms) {
    for (const path of filesIn(join(root, room))) {
      const text = readFileSync(path, "utf8");
      if (!/\b(t|msg|rich|orSay)\(/.test(text)) continue;
      const visit = (node) => {
        if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && sayers.has(node.expression.text) && node.arguments[0]) {
          for (const said of textsIn(node.arguments[0])) if (!found.has(said)) found.set(said, relative(root, path));
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
    }
  }
  return found;
}

/** What a language lacks, and what it still has though nobody says it any more. */
export function gapsOf(language, texts = sourceTexts()) {
  const catalogue = catalogueOf(language);
  return { missing: [...texts.keys()].filter((text) => !catalogue[text]), unused: Object.keys(catalogue).filter((text) => !texts.has(text)) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const texts = sourceTexts();
  for (const language of process.argv[2] ? [process.argv[2]] : translated) {
    const { missing, unused } = gapsOf(language, texts);
    console.log(JSON.stringify({ language, said: texts.size, missing: missing.map((text) => ({ text, in: texts.get(text) })), unused }, null, 2));
    if (missing.length > 0) process.exitCode = 1;
  }
}
