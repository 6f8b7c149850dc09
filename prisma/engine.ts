// Prisma's schema engine as WebAssembly: the same engine as the native binary, which cannot be downloaded everywhere.
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";

export type SchemaFile = { path: string; content: string };

const nothingFiltered = { externalTables: [], externalEnums: [] };
let isLoaded = false;

/** Starts the engine. Without a URL it can compare schema files, but nothing that needs a database. */
export async function startEngine(files: SchemaFile[], url?: string): Promise<SchemaEngine> {
  await loadWebAssembly();
  const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(
    url ? new PrismaPg({ connectionString: url }) : (absentDatabase as unknown as PrismaPg),
  );
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

/** Every .prisma file of a folder, in a stable order. */
export async function readSchema(folder: string): Promise<SchemaFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(names.map(async (name) => ({ path: name, content: await readFile(join(folder, name), "utf8") })));
}

/** The SQL that makes an empty database into the one the schema files describe. */
export async function sqlFromSchema(files: SchemaFile[]): Promise<string> {
  const engine = await startEngine(files);
  try {
    const answer = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: nothingFiltered,
    });
    return answer.stdout ?? "";
  } finally {
    engine.free();
  }
}

async function loadWebAssembly(): Promise<void> {
  if (isLoaded) return;
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const bytes = await readFile(join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings as never });
  const start = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  start.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  isLoaded = true;
}

/** The engine asks a database for its version before it compares files; this answers in its place. */
const absentDatabase = {
  provider: "postgres",
  adapterName: "absent",
  connectToShadowDb: refuse,
  connect: async () => ({
    provider: "postgres",
    adapterName: "absent",
    queryRaw: async () => ({
      columnNames: ["exists", "version", "numeric_version"],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, "PostgreSQL 18.0", 180000]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose: async () => undefined,
  }),
};

async function refuse(): Promise<never> {
  throw new Error("The schema engine was started without a database.");
}
