// @ts-check
// The dependencies: installed when they are missing or not those of the lock file. Runs on any Node with npm.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isStamped, projectNode, root, stamp } from "./checkout.mjs";
import { run } from "./process.mjs";

const modules = join(root, "node_modules");
const stampFile = join(modules, ".portico-install");

/** Whether the packages that the lock file names are there. */
export function isInstalled() {
  if (!projectNode()) return false;
  const print = fingerprint(["package-lock.json"]);
  if (isStamped(stampFile, print)) return true;
  if (!holdsLockedVersions()) return false;
  stamp(stampFile, print);
  return true;
}

/**
 * Installs if needed.
 * @returns {Promise<string>} what was done
 */
export async function ensureInstalled() {
  if (isInstalled()) return "current";
  // A fresh folder gets exactly the lock file; one in use is only brought up to date, not emptied first.
  const command = existsSync(modules) ? "install" : "ci";
  await npm([command, "--include=dev", "--no-audit", "--no-fund"]);
  if (!projectNode()) await npm(["rebuild", "node"]);
  stamp(stampFile, fingerprint(["package-lock.json"]));
  return "installed";
}

/** @param {string[]} args */
function npm(args) {
  const script = process.env.npm_execpath;
  const env = { NODE_ENV: undefined };
  if (script?.endsWith("js")) return run(process.execPath, [script, ...args], { env });
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, { env });
}

/** Somebody may have run npm by hand: npm's own list of what it installed then agrees with the lock file. */
function holdsLockedVersions() {
  const installed = readPackages(join(modules, ".package-lock.json"));
  const locked = readPackages(join(root, "package-lock.json"));
  return Object.entries(locked).every(
    ([path, { version, optional, link }]) => path === "" || optional || link || installed[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>}
 */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}
