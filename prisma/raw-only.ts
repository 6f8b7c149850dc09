// What the migrations make and Prisma's schema cannot describe. Tables, plain columns and keys never stand here.

/** Columns that the database alone fills. */
export const rawOnlyColumns = [
  "column activities.hash",
  "column activities.tx",
  "column customers.search_text",
  "column customers.sort_name",
  "column customers.state",
  "column onboardings.due_order",
  "column tasks.due_order",
];

/** Prisma ends its names so; an index called otherwise, like customers_by_name, was written by hand for good reason. */
const prismaIndex = /_(idx|key|pkey)$/;

/** Whether a part of the catalog is left out of the comparison. */
export function isRawOnly(name: string): boolean {
  if (name.startsWith("index ")) return !prismaIndex.test(name);
  return rawOnlyColumns.includes(name);
}
