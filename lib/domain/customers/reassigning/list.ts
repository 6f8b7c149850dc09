import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../../access/viewer";
import { customerPage, lookUp, type Shape } from "../list/page";
import { pageColumns } from "../list/statement";
import { customerList, type CustomerList } from "../schema";

/** The most customers that are moved in one go: a second or two of work, well within what a request may take, while other changes of these customers wait. */
export const mostReassigned = 5_000;

/** What an address says of a list, without its paging. */
export const listIn = (query: string): CustomerList => ({ ...customerList.parse(Object.fromEntries(new URLSearchParams(query))), after: null, before: null });

/** One customer of the list, as far as moving it is spoken of. */
export type Listed = { id: number; name: string; partner: string };

const shape: Shape<Listed, Listed> = {
  read: pageColumns,
  shown: sql`c.id, c.name, o.name AS partner`,
  joined: lookUp("organizations", "o", "organization_id"),
  answer: ({ id, name, partner }) => ({ id, name, partner }),
};

/** All customers of the list that the viewer may see; null when they are more than can be moved in one go. */
export async function wholeList(viewer: Viewer, list: CustomerList): Promise<Listed[] | null> {
  const { rows, next } = await customerPage(viewer, { ...list, after: null, before: null, limit: mostReassigned }, shape);
  return next === null ? rows : null;
}
