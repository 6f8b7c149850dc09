"use server";

import { cloneRole } from "@/lib/domain/roles/clone";
import { archiveRole, createRole, editRole, restoreRole } from "@/lib/domain/roles/commands";
import { declineProposal, takeProposal } from "@/lib/domain/roles/proposals";
import { offerTemplate, publishTemplate, rollBackTemplate, withdrawTemplate } from "@/lib/domain/roles/publishing";
import {
  cloneRoleInput,
  createRoleInput,
  declineProposalInput,
  editRoleInput,
  publishTemplateInput,
  roleStateInput,
  rollBackTemplateInput,
  takeProposalInput,
  templateStateInput,
} from "@/lib/domain/roles/schema";
import { serverAction } from "@/lib/web/server-action";

export const createRoleAction = serverAction(createRoleInput, createRole);
export const editRoleAction = serverAction(editRoleInput, editRole, { previewed: true });
export const archiveRoleAction = serverAction(roleStateInput, archiveRole);
export const restoreRoleAction = serverAction(roleStateInput, restoreRole);
export const cloneRoleAction = serverAction(cloneRoleInput, cloneRole, { previewed: true });
export const offerTemplateAction = serverAction(templateStateInput, offerTemplate);
export const withdrawTemplateAction = serverAction(templateStateInput, withdrawTemplate);
export const publishTemplateAction = serverAction(publishTemplateInput, publishTemplate, { previewed: true });
export const rollBackTemplateAction = serverAction(rollBackTemplateInput, rollBackTemplate, { previewed: true });
export const takeProposalAction = serverAction(takeProposalInput, takeProposal, { previewed: true });
export const declineProposalAction = serverAction(declineProposalInput, declineProposal);
