// @ts-check
// The dependencies: installed when they are missing or not those of the lock file. Runs on any Node with npm.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isStamped, projectNode, root, stamp } from "./checkout.mjs";
import { run } from "./process.mjs";

/**
 * What is needed: the packages of the running portal, or those for working on it as well, which take twice as long.
 * @typedef {"portal" | "development"} Extent
 */

const modules = join(root, "node_modules");

/** @param {Extent} extent */
const stampFile = (extent) => join(modules, `.portico-${extent}`);

/**
 * Whether the packages that the lock file names are there.
 * @param {Extent} extent
 */
export function isInstalled(extent) {
  if (!projectNode()) return false;
  const print = fingerprint(["package-lock.json"]);
  if (isStamped(stampFile("development"), print) || isStamped(stampFile(extent), print)) return true;
  if (!holdsLockedVersions(extent)) return false;
  stamp(stampFile(extent), print);
  return true;
}

/**
 * Installs if needed. Not by `npm ci`: the lock file may lack packages for other platforms than those it was made on,
 * which `npm ci` refuses and `npm install` fetches.
 * @param {Extent} extent
 * @returns {Promise<string>} what was done
 */
export async function ensureInstalled(extent) {
  if (isInstalled(extent)) return "current";
  const isForDevelopment = extent === "development" || existsSync(join(modules, "vitest"));
  await npm(["install", "--no-save", "--no-audit", "--no-fund", isForDevelopment ? "--include=dev" : "--omit=dev"]);
  if (!projectNode()) await npm(["rebuild", "node"]);
  stamp(stampFile(isForDevelopment ? "development" : "portal"), fingerprint(["package-lock.json"]));
  return "installed";
}

/** @param {string[]} args */
function npm(args) {
  const script = process.env.npm_execpath;
  const env = { NODE_ENV: undefined };
  if (script?.endsWith("js")) return run(process.execPath, [script, ...args], { env });
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, { env });
}

/**
 * Somebody may have run npm by hand: npm's own list of what it installed then agrees with the lock file.
 * @param {Extent} extent
 */
function holdsLockedVersions(extent) {
  const installed = readPackages(join(modules, ".package-lock.json"));
  return Object.entries(readPackages(join(root, "package-lock.json")))
    .filter(([path, entry]) => path !== "" && !entry.optional && !entry.devOptional && !entry.link)
    .filter(([, entry]) => extent === "development" || !entry.dev)
    .every(([path, entry]) => installed[path]?.version === entry.version);
}

/**
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, devOptional?: boolean, link?: boolean }} Entry
 * @param {string} file
 * @returns {Record<string, Entry>}
 */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}
