import "server-only";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { invalid } from "../../shared/errors";
import type { BundleFile } from "./stage";

/** The .ndjson files of a bundle: all of a folder in the order of their names, or the one file. Throws `invalid` when there is none. */
export async function findBundleFiles(path: string): Promise<BundleFile[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw invalid({ path: `There is no file or folder ${path}.` });
  if (!found.isDirectory()) return [{ path, name: basename(path) }];
  const names = (await readdir(path)).filter((name) => name.endsWith(".ndjson")).sort();
  if (names.length === 0) throw invalid({ path: `There is no .ndjson file in ${path}.` });
  return names.map((name) => ({ path: join(path, name), name }));
}
