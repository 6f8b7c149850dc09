// Rules of the house that no package brings.

const isClientFile = (program) =>
  program.body.some((node) => node.type === "ExpressionStatement" && node.directive === "use client");

const isServerRoom = (path) => /^@\/lib\/(domain|platform|auth|web|testing)\//.test(path);

const shownNames = new Set(
  "title label sentence aria-label placeholder empty pending submit help confirm alt hint description note caption heading message question warning legend announce".split(" "),
);
const hasWords = (text) => /\p{L}{2}/u.test(text);
const unread = new Set(["code", "pre", "kbd", "style", "script"]);

/** Callbacks of these run at once; those of schemas, actions and memos when somebody asks. */
const runsAtOnce = /^(map|flatMap|filter|forEach|find|reduce|fromEntries|groupBy)$/;

function isSaidTooEarly(node) {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (!/^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(outer.type) || inner === outer.id) continue;
    const call = outer.parent?.type === "CallExpression" && outer.parent.arguments.includes(outer) ? outer.parent : null;
    if (!call || !runsAtOnce.test(call.callee.property?.name ?? "")) return false;
  }
  return true;
}

/** @type {import("eslint").ESLint.Plugin} */
export const house = {
  rules: {
    "client-imports": {
      meta: { messages: { server: 'A client file may take from "{{path}}" only types; values only from a schema.' } },
      create(context) {
        if (!isClientFile(context.sourceCode.ast)) return {};
        return {
          ImportDeclaration(node) {
            const path = String(node.source.value);
            const isFine = node.importKind === "type" || path.endsWith("/schema") || !isServerRoom(path);
            if (!isFine) context.report({ node, messageId: "server", data: { path } });
          },
        };
      },
    },
    "said-in-time": {
      meta: { messages: { early: "At this place there is no reader yet: mark the text with msg and say it where it is shown, or make this a function." } },
      create(context) {
        return {
          "CallExpression[callee.name=/^(t|rich)$/]"(node) {
            if (isSaidTooEarly(node)) context.report({ node, messageId: "early" });
          },
        };
      },
    },
    "said-by-t": {
      meta: { messages: { unsaid: 'Say "{{text}}" with t, so that every reader has it in their language.' } },
      create(context) {
        const report = (node, text) => context.report({ node, messageId: "unsaid", data: { text: text.trim().slice(0, 40) } });
        const literal = (node) => (node?.type === "Literal" && typeof node.value === "string" ? node.value : node?.type === "TemplateLiteral" ? node.quasis.map(({ value }) => value.cooked).join("") : null);
        const branches = (node) => (node?.type === "ConditionalExpression" ? [...branches(node.consequent), ...branches(node.alternate)] : node?.type === "LogicalExpression" ? branches(node.right) : [node]);
        const check = (node) => {
          for (const branch of branches(node)) {
            const text = literal(branch);
            if (text !== null && hasWords(text)) report(branch, text);
          }
        };
        return {
          JSXText(node) {
            if (hasWords(node.value) && !unread.has(node.parent.openingElement?.name.name)) report(node, node.value);
          },
          JSXExpressionContainer(node) {
            if (node.parent.type === "JSXAttribute" || unread.has(node.parent.openingElement?.name.name)) return;
            check(node.expression);
          },
          JSXAttribute(node) {
            if (!shownNames.has(node.name.name)) return;
            check(node.value?.type === "JSXExpressionContainer" ? node.value.expression : node.value);
          },
        };
      },
    },
    "file-name": {
      meta: { messages: { name: '"{{name}}" should be kebab-case and name its one subject.' } },
      create(context) {
        const name = context.filename.split(/[/\\]/).at(-1) ?? "";
        const isVague = /^(utils?|helpers?|common|misc|types|index)\./.test(name) && !name.startsWith("index.mjs");
        const isKebab = /^[.]?[a-z0-9-]+([.][a-z0-9-]+)*$/.test(name);
        return {
          Program(node) {
            if (isVague || !isKebab) context.report({ node, messageId: "name", data: { name } });
          },
        };
      },
    },
  },
};
