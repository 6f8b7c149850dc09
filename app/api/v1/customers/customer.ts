import "server-only";
import type { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { findCustomerByKey } from "@/lib/domain/customers/queries";
import { idsOfAll } from "@/lib/domain/access/reference-ids";
import { customerRecord } from "@/lib/domain/customers/records";
import { notFound, Problem } from "@/lib/shared/errors";
import { readReference } from "@/lib/web/rest/input";
import type { ReferenceInput } from "@/lib/web/rest/reference";
import { etag, type RestAnswer } from "@/lib/web/rest/route";
import type { patchCustomerBody } from "./shape";

/** The id of the customer that the path names. Throws `not-found` for one that is missing or hidden. */
export async function customerId(viewer: Viewer, segment: string): Promise<number> {
  const named = readReference(segment, "customer");
  if ("id" in named) return named.id;
  const id = await findCustomerByKey(viewer, named.key);
  if (id === null) throw notFound("customer");
  return id;
}

/** One customer as an answer with its ETag. Throws `not-found` when the viewer may not open it. */
export async function customerAnswer(viewer: Viewer, id: number, status = 200): Promise<RestAnswer> {
  const customer = await customerRecord(viewer, id);
  const location: Record<string, string> = status === 201 ? { Location: `/api/v1/customers/${id}` } : {};
  return { status, body: customer, headers: { ETag: etag(customer.version), ...location } };
}

type Places = Pick<z.output<typeof patchCustomerBody>, "organization" | "territory" | "accountManager">;

/** The places that were given, as ids; absent ones stay absent and null stays null. */
export async function placesOf({ organization, territory, accountManager }: Places) {
  const given = (reference: ReferenceInput | null | undefined) => (reference ? [reference] : []);
  const [organizations, territories, users] = await idsOfAll([
    ["organizations", given(organization)],
    ["territories", given(territory)],
    ["users", given(accountManager)],
  ]);
  return {
    organizationId: organizations?.[0],
    territoryId: territory && territories?.[0],
    accountManagerId: accountManager && users?.[0],
  };
}

const names: Record<string, string> = { organizationId: "organization", territoryId: "territory", accountManagerId: "accountManager" };

/** Runs a command; the fields of its Problem are told by the names that programs use. */
export async function inRestNames<Value>(command: Promise<Value>): Promise<Value> {
  try {
    return await command;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, clashes, permission, version } = error;
    const fields = Object.fromEntries(Object.entries(error.fields).map(([name, text]) => [names[name] ?? name, text]));
    throw new Problem(code, message, { fields, clashes, ...(permission ? { permission } : {}), ...(version ? { version } : {}) });
  }
}
