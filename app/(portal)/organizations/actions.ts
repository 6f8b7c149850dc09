"use server";

import { createOrganization, deactivateOrganization, editGuardrail, editOrganization, moveOrganization, reactivateOrganization } from "@/lib/domain/organizations/commands";
import {
  createOrganizationInput,
  editGuardrailInput,
  editOrganizationInput,
  moveOrganizationInput,
  organizationStateInput,
} from "@/lib/domain/organizations/schema";
import { serverAction } from "@/lib/web/server-action";

export const createOrganizationAction = serverAction(createOrganizationInput, createOrganization);
export const editOrganizationAction = serverAction(editOrganizationInput, editOrganization);
export const moveOrganizationAction = serverAction(moveOrganizationInput, moveOrganization);
export const deactivateOrganizationAction = serverAction(organizationStateInput, deactivateOrganization);
export const reactivateOrganizationAction = serverAction(organizationStateInput, reactivateOrganization);
export const editGuardrailAction = serverAction(editGuardrailInput, editGuardrail);
