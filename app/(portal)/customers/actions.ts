"use server";

import {
  archiveCustomer,
  createCustomer,
  editContact,
  editCustomer,
  reassignCustomer,
  reconnectCustomer,
  restoreCustomer,
  suspendCustomer,
} from "@/lib/domain/customers/commands";
import { reassignMany } from "@/lib/domain/customers/reassigning-many";
import { createCustomerInput, customerStateInput, editContactInput, editCustomerInput, reassignCustomerInput, reassignManyInput } from "@/lib/domain/customers/schema";
import { serverAction } from "@/lib/web/server-action";

export const createCustomerAction = serverAction(createCustomerInput, createCustomer);
export const editCustomerAction = serverAction(editCustomerInput, editCustomer);
export const editContactAction = serverAction(editContactInput, editContact);
export const reassignCustomerAction = serverAction(reassignCustomerInput, reassignCustomer, { previewed: true });
/** A list of one part is looked at before it is saved, as one customer is; of a longer one each part is saved by itself. */
export const reassignListAction = serverAction(reassignManyInput, reassignMany, { previewed: true });
export const reassignPartAction = serverAction(reassignManyInput, reassignMany);
export const suspendCustomerAction = serverAction(customerStateInput, suspendCustomer);
export const reconnectCustomerAction = serverAction(customerStateInput, reconnectCustomer);
export const archiveCustomerAction = serverAction(customerStateInput, archiveCustomer);
export const restoreCustomerAction = serverAction(customerStateInput, restoreCustomer);
