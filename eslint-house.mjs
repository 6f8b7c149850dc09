// Rules of the house that no package brings.

const isClientFile = (program) =>
  program.body.some((node) => node.type === "ExpressionStatement" && node.directive === "use client");

const isServerRoom = (path) => /^@\/lib\/(domain|platform|auth|web|testing)\//.test(path);

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
