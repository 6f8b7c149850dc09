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
import { createCustomerInput, customerStateInput, editContactInput, editCustomerInput, reassignCustomerInput } from "@/lib/domain/customers/schema";
import { reassignMany, undoReassignment } from "@/lib/domain/customers/reassigning/commands";
import { reassignManyInput, undoReassignmentInput } from "@/lib/domain/customers/reassigning/schema";
import { serverAction } from "@/lib/web/server-action";

export const createCustomerAction = serverAction(createCustomerInput, createCustomer);
export const editCustomerAction = serverAction(editCustomerInput, editCustomer);
export const editContactAction = serverAction(editContactInput, editContact);
export const reassignCustomerAction = serverAction(reassignCustomerInput, reassignCustomer, { previewed: true });
export const reassignManyAction = serverAction(reassignManyInput, reassignMany, { previewed: true });
export const undoReassignmentAction = serverAction(undoReassignmentInput, undoReassignment, { previewed: true });
export const suspendCustomerAction = serverAction(customerStateInput, suspendCustomer);
export const reconnectCustomerAction = serverAction(customerStateInput, reconnectCustomer);
export const archiveCustomerAction = serverAction(customerStateInput, archiveCustomer);
export const restoreCustomerAction = serverAction(customerStateInput, restoreCustomer);
