import type { z } from "zod";
import { createCustomer } from "@/lib/domain/customers/commands";
import { decodeCursor } from "@/lib/domain/customers/list/cursor";
import { idsOf } from "@/lib/domain/access/reference-ids";
import { listCustomerRecords } from "@/lib/domain/customers/records";
import type { CustomerList } from "@/lib/domain/customers/schema";
import { readBody, readQuery } from "@/lib/web/rest/input";
import { requireCursor, restPage } from "@/lib/web/rest/list";
import type { ReferenceInput } from "@/lib/web/rest/reference";
import { route, write } from "@/lib/web/rest/route";
import { customerAnswer, inRestNames, placesOf } from "./customer";
import { createCustomerBody, customersQuery } from "./shape";

/** The customers that the token's user may list. */
export const GET = route(async ({ viewer, request }) => {
  const page = await listCustomerRecords(viewer, await listOf(readQuery(request, customersQuery)));
  return { body: restPage(page, page.rows) };
});

async function listOf(query: z.output<typeof customersQuery>): Promise<CustomerList> {
  const order = query.sort;
  const ids = async (table: Parameters<typeof idsOf>[0], given: ReferenceInput[] | undefined) =>
    given ? (await idsOf(table, given)).map(String) : [];
  return {
    ...order,
    search: query.search ?? "",
    filters: {
      status: query.status ?? [],
      organization: await ids("organizations", query.organization),
      territory: await ids("territories", query.territory),
      program: await ids("programs", query.program),
      manager: await ids("users", query.accountManager),
    },
    after: requireCursor(query.after, (after) => decodeCursor(after, order.sort) !== null),
    before: null,
    limit: query.limit,
    columns: null,
  };
}

/** Creates a customer. */
export const POST = route(async ({ viewer, request }) => {
  const { value, text } = await readBody(request, createCustomerBody);
  const { organization, territory, accountManager, ...profile } = value;
  return write({ viewer, request }, {
    text,
    effect: async () => {
      const { organizationId, ...places } = await placesOf({ organization, territory, accountManager });
      return inRestNames(createCustomer(viewer, { ...profile, ...places, organizationId: organizationId! }));
    },
    answer: ({ id }) => customerAnswer(viewer, id, 201),
  });
});
