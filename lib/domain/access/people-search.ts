import "server-only";
import sql, { join, type Sql } from "sql-template-tag";

/** The words of a search, ready to stand in a LIKE pattern. */
export const searchWords = (search: string): string[] =>
  search
    .replaceAll("\0", "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => word.replace(/[\\%_]/g, "\\$&"));

/** The condition that name and address of the person aliased `u` hold all the words, as the index for it is made. */
export const holdsWords = (words: readonly string[]): Sql =>
  join(
    words.map((word) => sql`portico_fold(u.name || ' ' || u.email) LIKE '%' || portico_fold(${word}) || '%'`),
    " AND ",
  );
