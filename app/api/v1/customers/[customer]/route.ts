import { patchCustomer } from "@/lib/domain/customers/patch";
import { readBody, readVersion } from "@/lib/web/rest/input";
import { route, write } from "@/lib/web/rest/route";
import { customerAnswer, customerId, inRestNames, placesOf } from "../customer";
import { patchCustomerBody } from "../shape";

type Params = { customer: string };

/** One customer, by id or `key:…`. */
export const GET = route<Params>(async ({ viewer, params, about }) => {
  about.customerId = await customerId(viewer, params.customer);
  return customerAnswer(viewer, about.customerId);
});

/**
 * Changes the fields that are sent. With If-Match only while the version stands; without, upon whatever stands, so that fields not
 * sent are never touched.
 */
export const PATCH = route<Params>(async ({ viewer, request, params, about }) => {
  const id = (about.customerId = await customerId(viewer, params.customer));
  const version = readVersion(request);
  const { value, text } = await readBody(request, patchCustomerBody);
  const { organization, territory, accountManager, ...fields } = value;
  return write({ viewer, request }, {
    text,
    effect: async () => {
      const places = await placesOf({ organization, territory, accountManager });
      return inRestNames(patchCustomer(viewer, { customerId: id, version, ...fields, ...places }));
    },
    answer: (changed) => customerAnswer(viewer, changed.id),
  });
});
