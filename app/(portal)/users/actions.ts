"use server";

import {
  deactivateUser,
  deactivateUsers,
  editUser,
  inviteUser,
  limitUser,
  reactivateUser,
  renewInvitation,
} from "@/lib/domain/users/commands";
import { editUserInput, inviteUserInput, limitUserInput, userInput, usersInput } from "@/lib/domain/users/schema";
import { startViewing } from "@/lib/domain/viewings/commands";
import { dismissViewings } from "@/lib/domain/viewings/own";
import { dismissViewingsInput, startViewingInput } from "@/lib/domain/viewings/schema";
import { serverAction } from "@/lib/web/server-action";

export const inviteUserAction = serverAction(inviteUserInput, inviteUser);
export const renewInvitationAction = serverAction(userInput, renewInvitation);
export const editUserAction = serverAction(editUserInput, editUser);
export const limitUserAction = serverAction(limitUserInput, limitUser);
export const deactivateUserAction = serverAction(userInput, deactivateUser);
export const deactivateUsersAction = serverAction(usersInput, deactivateUsers);
export const reactivateUserAction = serverAction(userInput, reactivateUser);
export const startViewingAction = serverAction(startViewingInput, startViewing);
export const dismissViewingsAction = serverAction(dismissViewingsInput, dismissViewings);
