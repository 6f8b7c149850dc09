import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { query, scratchDatabase } from "@/lib/testing/scratch-database";
import { compareCatalogs, readCatalog } from "./drift.ts";
import { readSchema, sqlFromSchema } from "./engine.ts";
import { migrate } from "./migrate.ts";
import { isRawOnly, rawOnlyColumns } from "./raw-only.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

async function described(): Promise<string> {
  const url = await scratchDatabase();
  await query(url, await sqlFromSchema(await readSchema(folder)));
  return url;
}

test("the migrations make what the schema describes", async () => {
  const migrated = await scratchDatabase();
  await migrate(migrated);

  const catalog = await readCatalog(migrated);

  expect(compareCatalogs(catalog, await readCatalog(await described()), isRawOnly)).toEqual([]);
  expect(rawOnlyColumns.filter((name) => !catalog.has(name))).toEqual([]);
});

test("a dropped index, a loosened column and a forgotten table are each named", async () => {
  const url = await scratchDatabase();
  const tables = `CREATE TABLE owners (id int PRIMARY KEY);
    CREATE TABLE things (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x', owner_id int REFERENCES owners (id));
    CREATE INDEX things_name_idx ON things (name);`;
  await query(url, tables);
  const before = await readCatalog(url);

  await query(
    url,
    `DROP INDEX things_name_idx; ALTER TABLE things ALTER name DROP NOT NULL; CREATE TABLE extra (id int);
    ALTER TABLE things DROP CONSTRAINT things_owner_id_fkey;`,
  );
  const differences = compareCatalogs(await readCatalog(url), before, () => false);

  expect(differences.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "column extra.id",
    "column things.name",
    "constraint things.things_owner_id_fkey",
    "index things.things_name_idx",
  ]);
});
