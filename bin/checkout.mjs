// @ts-check
// Where things lie in this checkout, and fingerprints that tell whether a step has to be done again.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Where Node 24 lies once the dependencies are installed, or undefined.
 * @returns {string | undefined}
 */
export function projectNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const path = join(root, "node_modules", "node", "bin", name);
  return existsSync(path) ? path : undefined;
}

/**
 * A fingerprint over the names and contents of files and folders; missing ones count as empty.
 * @param {string[]} paths relative to the root
 * @param {(path: string) => boolean} isWanted which files count
 */
export function fingerprint(paths, isWanted = () => true) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((each) => filesBelow(join(root, each)))) {
    const name = relative(root, path).split(sep).join("/");
    if (isWanted(name)) hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Whether a step's last fingerprint, kept in a file, still holds.
 * @param {string} file
 * @param {string} print
 */
export function isStamped(file, print) {
  return existsSync(file) && readFileSync(file, "utf8").trim() === print;
}

/**
 * @param {string} file
 * @param {string} print
 */
export function stamp(file, print) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${print}\n`);
}
