"use server";

import { archiveRole, createRole, editRole, restoreRole } from "@/lib/domain/roles/commands";
import { createRoleInput, editRoleInput, roleStateInput } from "@/lib/domain/roles/schema";
import { serverAction } from "@/lib/web/server-action";

export const createRoleAction = serverAction(createRoleInput, createRole);
export const editRoleAction = serverAction(editRoleInput, editRole);
export const archiveRoleAction = serverAction(roleStateInput, archiveRole);
export const restoreRoleAction = serverAction(roleStateInput, restoreRole);
