"use server";

import { setIdlePolicy } from "@/lib/domain/lapsing/commands";
import { setIdlePolicyInput } from "@/lib/domain/lapsing/schema";
import { createOrganization, deactivateOrganization, editGuardrail, editOrganization, moveOrganization, reactivateOrganization } from "@/lib/domain/organizations/commands";
import {
  createOrganizationInput,
  editGuardrailInput,
  editOrganizationInput,
  moveOrganizationInput,
  organizationStateInput,
} from "@/lib/domain/organizations/schema";
import { serverAction } from "@/lib/web/server-action";

export const createOrganizationAction = serverAction(createOrganizationInput, createOrganization, { previewed: true });
export const editOrganizationAction = serverAction(editOrganizationInput, editOrganization, { previewed: true });
export const moveOrganizationAction = serverAction(moveOrganizationInput, moveOrganization, { previewed: true });
export const deactivateOrganizationAction = serverAction(organizationStateInput, deactivateOrganization, { previewed: true });
export const reactivateOrganizationAction = serverAction(organizationStateInput, reactivateOrganization, { previewed: true });
export const editGuardrailAction = serverAction(editGuardrailInput, editGuardrail, { previewed: true });
export const setIdlePolicyAction = serverAction(setIdlePolicyInput, setIdlePolicy, { stepUp: true });
