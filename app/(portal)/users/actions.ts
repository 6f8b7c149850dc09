"use server";

import { changeGroups } from "@/lib/domain/groups/regrouping";
import { changeGroupsInput, swapSecurityGroupInput } from "@/lib/domain/groups/schema";
import { swapSecurityGroup } from "@/lib/domain/groups/swapping";
import { faultsOfLastDay } from "@/lib/domain/groups/window";
import { offboardUser, undoOffboarding } from "@/lib/domain/offboarding/commands";
import { offboardInput, undoOffboardingInput } from "@/lib/domain/offboarding/schema";
import { deactivateUsers } from "@/lib/domain/users/bulk";
import { cloneUser } from "@/lib/domain/users/cloning";
import {
  deactivateUser,
  editUser,
  inviteUser,
  limitUser,
  reactivateUser,
  renewInvitation,
} from "@/lib/domain/users/commands";
import { resetFactors } from "@/lib/domain/factors/commands";
import { resetFactorsInput } from "@/lib/domain/factors/schema";
import { endSessions } from "@/lib/domain/sessions/commands";
import { endSessionsInput } from "@/lib/domain/sessions/schema";
import { cloneUserInput, editUserInput, inviteManyInput, inviteUserInput, limitUserInput, userInput, usersInput } from "@/lib/domain/users/schema";
import { inviteMany } from "@/lib/domain/users/inviting-many";
import { faultsOfNewPerson } from "@/lib/domain/users/new-person";
import { startViewing } from "@/lib/domain/viewings/commands";
import { dismissViewings } from "@/lib/domain/viewings/own";
import { dismissViewingsInput, startViewingInput } from "@/lib/domain/viewings/schema";
import { serverAction } from "@/lib/web/server-action";

export const inviteUserAction = serverAction(inviteUserInput, inviteUser, { previewed: true, also: faultsOfNewPerson });
export const inviteManyAction = serverAction(inviteManyInput, inviteMany, { previewed: true, also: faultsOfLastDay });
export const renewInvitationAction = serverAction(userInput, renewInvitation);
export const cloneUserAction = serverAction(cloneUserInput, cloneUser, { previewed: true });
export const swapSecurityGroupAction = serverAction(swapSecurityGroupInput, swapSecurityGroup, { previewed: true });
export const editUserAction = serverAction(editUserInput, editUser, { previewed: true });
export const limitUserAction = serverAction(limitUserInput, limitUser, { previewed: true });
export const deactivateUserAction = serverAction(userInput, deactivateUser, { previewed: true });
export const deactivateUsersAction = serverAction(usersInput, deactivateUsers, { previewed: true });
export const changeGroupsAction = serverAction(changeGroupsInput, changeGroups, { previewed: true });
export const offboardUserAction = serverAction(offboardInput, offboardUser, { previewed: true });
export const undoOffboardingAction = serverAction(undoOffboardingInput, undoOffboarding, { previewed: true });
export const reactivateUserAction = serverAction(userInput, reactivateUser, { previewed: true });
export const endSessionsAction = serverAction(endSessionsInput, endSessions);
export const resetFactorsAction = serverAction(resetFactorsInput, resetFactors, { stepUp: true });
export const startViewingAction = serverAction(startViewingInput, startViewing);
export const dismissViewingsAction = serverAction(dismissViewingsInput, dismissViewings);
