// PostgreSQL refuses to run as root: which account it runs under, and how that account reaches our folders.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

export type Account = { uid: number; gid: number };

/** The account for the server when we are root; undefined when it may simply be ours. */
export function serverAccount(): Account | undefined {
  if (process.platform === "win32" || process.getuid?.() !== 0) return undefined;
  return lookUp("postgres") ?? create("postgres") ?? lookUp("nobody");
}

/**
 * The command that starts a program under the account. Where a folder on the way to the paths is closed to others (a
 * clone below /root, say), the account gets the one right to pass through it instead of the folder being opened.
 */
export function commandAs(account: Account | undefined, program: string, paths: string[]) {
  if (!account) return { command: program, prefix: [] as string[], options: {} };
  const closed = [program, ...paths].map(closedFolder).find((folder) => folder !== undefined);
  if (!closed) return { command: program, prefix: [] as string[], options: account };
  const setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].find((path) => existsSync(path));
  if (!setpriv) throw new Error(closedMessage(closed));
  const right = "+dac_override";
  // PostgreSQL asks with access(), which forgets the right of a plain user unless this bit is set.
  const identity = [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
  ];
  return {
    command: setpriv,
    prefix: [...identity, `--inh-caps=${right}`, `--ambient-caps=${right}`, program],
    options: {},
  };
}

const closedMessage = (folder: string) =>
  `PostgreSQL may not run as root, and the account "postgres" cannot pass through ${folder}. ` +
  `Run "chmod o+x ${folder}", or move the checkout and PORTAL_DATA to an open folder, or set DATABASE_URL.`;

function closedFolder(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function lookUp(name: string): Account | undefined {
  const uid = Number(answer("id", ["-u", name]));
  const gid = Number(answer("id", ["-g", name]));
  return uid && gid ? { uid, gid } : undefined;
}

function create(name: string): Account | undefined {
  if (answer("groupadd", ["--system", name]) === undefined) return undefined;
  answer("useradd", ["--system", "--no-create-home", "--gid", name, "--shell", "/usr/sbin/nologin", name]);
  return lookUp(name);
}

function answer(command: string, args: string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
