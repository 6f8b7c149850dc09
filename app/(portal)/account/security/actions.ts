"use server";

import { addPasskey, confirmApp, removeApp, removePasskey, renewCodes } from "@/lib/auth/own-factors";
import { newPasswordInput } from "@/lib/auth/new-password";
import { changeOwnPassword } from "@/lib/auth/own-password";
import { renameOwnPasskey, startOwnApp, startOwnPasskey } from "@/lib/domain/factors/commands";
import { addPasskeyInput, confirmAppInput, factorInput, nothing, renamePasskeyInput, startAppInput } from "@/lib/domain/factors/schema";
import { endOtherSessions, endOwnSession } from "@/lib/domain/sessions/commands";
import { othersInput, sessionInput } from "@/lib/domain/sessions/schema";
import { serverAction } from "@/lib/web/server-action";

export const startAppAction = serverAction(startAppInput, startOwnApp, { stepUp: true });
export const confirmAppAction = serverAction(confirmAppInput, confirmApp, { stepUp: true });
export const removeAppAction = serverAction(factorInput, removeApp, { stepUp: true });
export const startPasskeyAction = serverAction(startAppInput, startOwnPasskey, { stepUp: true });
export const addPasskeyAction = serverAction(addPasskeyInput, addPasskey, { stepUp: true });
export const renamePasskeyAction = serverAction(renamePasskeyInput, renameOwnPasskey);
export const removePasskeyAction = serverAction(factorInput, removePasskey, { stepUp: true });
export const renewCodesAction = serverAction(nothing, renewCodes, { stepUp: true });
export const changePasswordAction = serverAction(newPasswordInput, changeOwnPassword, { stepUp: true });
export const endSessionAction = serverAction(sessionInput, endOwnSession);
export const endOtherSessionsAction = serverAction(othersInput, endOtherSessions);
