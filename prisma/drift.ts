// Compares two databases by their catalogs: what the migrations made with what the Prisma schema describes.
import { Client } from "pg";

/** What a database consists of: a name for each part, with its definition. */
export type Catalog = Map<string, string>;

const parts = `
  SELECT 'column ' || c.relname || '.' || a.attname AS name,
         format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END ||
           CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END ||
           CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END ||
           coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') AS definition
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 'constraint ' || c.relname || '.' || n.conname, pg_get_constraintdef(n.oid)
    FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
   WHERE n.connamespace = 'public'::regnamespace AND n.contype IN ('p', 'f', 'u')
  UNION ALL
  SELECT 'index ' || c.relname || '.' || i.relname,
         regexp_replace(pg_get_indexdef(x.indexrelid), '^CREATE (UNIQUE )?INDEX .* USING ', '\\1')
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
   WHERE i.relnamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT 1 FROM pg_constraint n WHERE n.conindid = x.indexrelid AND n.contype IN ('p', 'u'))
  UNION ALL
  SELECT 'enum ' || t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
   WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`;

/** Reads the tables, keys, indexes and enums of a database; Prisma's own book of migrations is no part of it. */
export async function readCatalog(url: string): Promise<Catalog> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(parts);
    const own = rows.filter(({ name }) => !/^\w+ _prisma_migrations[.]/.test(name));
    return new Map(own.map(({ name, definition }) => [name, definition]));
  } finally {
    await client.end();
  }
}

/**
 * The differences as sentences, sorted; empty when the two agree. Parts for which isRawOnly answers yes are left out
 * on both sides: Prisma's schema has no words for them.
 */
export function compareCatalogs(migrated: Catalog, described: Catalog, isRawOnly: (name: string) => boolean): string[] {
  const names = [...new Set([...migrated.keys(), ...described.keys()])].filter((name) => !isRawOnly(name)).sort();
  return names.flatMap((name) => {
    const [has, wants] = [migrated.get(name), described.get(name)];
    if (has === wants) return [];
    if (has === undefined) return `${name} is in the schema but not in the migrations: ${wants}`;
    if (wants === undefined) return `${name} is in the migrations but not in the schema: ${has}`;
    return `${name} differs: the migrations say "${has}", the schema says "${wants}"`;
  });
}
