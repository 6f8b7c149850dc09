"use server";

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
  createGroupInput,
  editGroupInput,
  editRuleInput,
  groupInput,
  nestGroupInput,
  removeMembersInput,
  tryRuleInput,
} from "@/lib/domain/groups/schema";
import { serverAction } from "@/lib/web/server-action";

export const createGroupAction = serverAction(createGroupInput, createGroup);
export const editGroupAction = serverAction(editGroupInput, editGroup);
export const editRuleAction = serverAction(editRuleInput, editRule);
export const tryRuleAction = serverAction(tryRuleInput, tryRule);
export const addMembersAction = serverAction(addMembersInput, addMembers);
export const removeMembersAction = serverAction(removeMembersInput, removeMembers);
export const nestGroupAction = serverAction(nestGroupInput, nestGroup);
export const unnestGroupAction = serverAction(nestGroupInput, unnestGroup);
export const archiveGroupAction = serverAction(groupInput, archiveGroup);
export const restoreGroupAction = serverAction(groupInput, restoreGroup);
