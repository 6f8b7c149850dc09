"use server";

import { createProgram, editProgram, endEnrollments, enrollOrganizations } from "@/lib/domain/programs/commands";
import { createProgramInput, editProgramInput, endEnrollmentInput, enrollInput } from "@/lib/domain/programs/schema";
import { faultsOfEnrollment } from "@/lib/domain/programs/window";
import { serverAction } from "@/lib/web/server-action";

export const createProgramAction = serverAction(createProgramInput, createProgram);
export const editProgramAction = serverAction(editProgramInput, editProgram);
export const enrollAction = serverAction(enrollInput, enrollOrganizations, { previewed: true, also: faultsOfEnrollment });
export const endEnrollmentsAction = serverAction(endEnrollmentInput, endEnrollments, { previewed: true });
