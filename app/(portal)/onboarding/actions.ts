"use server";

import { archiveChecklist, createChecklist, editChecklist, nudgeOnboarding, restoreChecklist } from "@/lib/domain/onboarding/commands";
import { checklistInput, createChecklistInput, editChecklistInput, onboardingInput } from "@/lib/domain/onboarding/schema";
import { serverAction } from "@/lib/web/server-action";

export const nudgeAction = serverAction(onboardingInput, nudgeOnboarding);
export const createChecklistAction = serverAction(createChecklistInput, createChecklist);
export const editChecklistAction = serverAction(editChecklistInput, editChecklist);
export const archiveChecklistAction = serverAction(checklistInput, archiveChecklist);
export const restoreChecklistAction = serverAction(checklistInput, restoreChecklist);
