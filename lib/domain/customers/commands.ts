import "server-only";
import { authorize } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { createWithin } from "./creating";
import { requirePlace } from "./placing";
import { defined, requireCustomer, save, type Editable } from "./saving";
import type { CreateCustomerInput, CustomerStateInput, EditContactInput, EditCustomerInput, ReassignCustomerInput } from "./schema";
import { setState, states, type State } from "./states";

/** What a command answers: which customer, where a form goes then, and what it says. */
type Done = { id: number; href?: string; message: string };

/** Creates a customer of an organization in which the viewer may create. Answers its id. */
export async function createCustomer(viewer: Viewer, input: CreateCustomerInput): Promise<Done> {
  authorize(viewer, "customers.create");
  return change(viewer, async (tx, viewer) => {
    const { id } = await createWithin(tx, viewer, input);
    return { id, href: paths.customer(id), message: t("{name} was created.", { name: input.name }) };
  });
}

/** Edits the profile; merged field by field with what others changed since. Throws `stale` on a clash. */
export async function editCustomer(viewer: Viewer, { customerId, version, ...fields }: EditCustomerInput): Promise<Done> {
  authorize(viewer, "customers.edit");
  return editFields(viewer, "customers.edit", { customerId, version, fields });
}

/** Edits phone, email, address and comment, nothing else; merged as editCustomer does. */
export async function editContact(viewer: Viewer, { customerId, version, ...fields }: EditContactInput): Promise<Done> {
  authorize(viewer, "customers.edit-contact");
  return editFields(viewer, "customers.edit-contact", { customerId, version, fields });
}

type Edit = { customerId: number; version: number; fields: Partial<Editable> };

function editFields(viewer: Viewer, permission: Permission, { customerId, version, fields }: Edit): Promise<Done> {
  return change(viewer, async (tx, viewer) => {
    const customer = await requireCustomer(tx, viewer, customerId, permission);
    const { name } = await save(tx, viewer, { customer, permission, baseVersion: version, submitted: defined(fields) });
    return { id: customerId, href: paths.customer(customerId), message: t("{name} was saved.", { name }) };
  });
}

/** Moves a customer to another owner organization, territory or account manager. The new place must be within reach as well. */
export async function reassignCustomer(viewer: Viewer, { customerId, version, ...fields }: ReassignCustomerInput): Promise<Done> {
  authorize(viewer, "customers.reassign");
  return change(viewer, async (tx, viewer) => {
    const customer = await requireCustomer(tx, viewer, customerId, "customers.reassign");
    const submitted = defined(fields);
    await requirePlace(tx, viewer, "customers.reassign", { ...customer, ...submitted, from: customer });
    await save(tx, viewer, { customer, permission: "customers.reassign", baseVersion: version, submitted });
    return { id: customerId, href: paths.customer(customerId), message: t("{customer} was reassigned.", { customer: customer.name }) };
  });
}

function inState(viewer: Viewer, { customerId }: CustomerStateInput, state: State): Promise<Done> {
  return change(viewer, async (tx, viewer) => {
    const customer = await requireCustomer(tx, viewer, customerId, state.permission);
    await setState(tx, viewer, customer, state);
    return { id: customerId, message: t(state.done, { name: customer.name }) };
  });
}

/** Suspends a customer; already suspended changes nothing. */
export async function suspendCustomer(viewer: Viewer, input: CustomerStateInput): Promise<Done> {
  authorize(viewer, "customers.suspend");
  return inState(viewer, input, states.suspend);
}

/** Reconnects a suspended customer; already active changes nothing. */
export async function reconnectCustomer(viewer: Viewer, input: CustomerStateInput): Promise<Done> {
  authorize(viewer, "customers.suspend");
  return inState(viewer, input, states.reconnect);
}

/** Archives a customer: out of the lists, restorable. */
export async function archiveCustomer(viewer: Viewer, input: CustomerStateInput): Promise<Done> {
  authorize(viewer, "customers.delete");
  return inState(viewer, input, states.archive);
}

/** Brings an archived customer back as it was. */
export async function restoreCustomer(viewer: Viewer, input: CustomerStateInput): Promise<Done> {
  authorize(viewer, "customers.delete");
  return inState(viewer, input, states.restore);
}
