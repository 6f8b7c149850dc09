"use server";

import { cloneGroup } from "@/lib/domain/groups/cloning";
import {
  addMembers,
  archiveGroup,
  createGroup,
  editGroup,
  editRule,
  nestGroup,
  removeMembers,
  restoreGroup,
  unnestGroup,
} from "@/lib/domain/groups/commands";
import { tryRule } from "@/lib/domain/groups/members";
import {
  addMembersInput,
  cloneGroupInput,
  createGroupInput,
  editGroupInput,
  editRuleInput,
  groupInput,
  nestGroupInput,
  removeMembersInput,
  tryRuleInput,
} from "@/lib/domain/groups/schema";
import { faultsOfLastDay } from "@/lib/domain/groups/window";
import { serverAction } from "@/lib/web/server-action";

export const createGroupAction = serverAction(createGroupInput, createGroup, { previewed: true });
export const cloneGroupAction = serverAction(cloneGroupInput, cloneGroup, { previewed: true });
export const editGroupAction = serverAction(editGroupInput, editGroup);
export const editRuleAction = serverAction(editRuleInput, editRule, { previewed: true });
export const tryRuleAction = serverAction(tryRuleInput, tryRule);
export const addMembersAction = serverAction(addMembersInput, addMembers, { previewed: true, also: faultsOfLastDay });
export const removeMembersAction = serverAction(removeMembersInput, removeMembers, { previewed: true });
export const nestGroupAction = serverAction(nestGroupInput, nestGroup, { previewed: true });
export const unnestGroupAction = serverAction(nestGroupInput, unnestGroup, { previewed: true });
export const archiveGroupAction = serverAction(groupInput, archiveGroup, { previewed: true });
export const restoreGroupAction = serverAction(groupInput, restoreGroup, { previewed: true });
