import "server-only";
import { archiveRole, createRole, editRole, restoreRole } from "@/lib/domain/roles/commands";
import { createRoleInput, editRoleInput, roleStateInput } from "@/lib/domain/roles/schema";
import { roles as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { createRoleBody, patchRoleBody } from "./shape";

const create: WriteCall<typeof createRoleInput> = {
  method: "post",
  path: "",
  summary: "Create a role",
  noun,
  body: createRoleBody,
  input: createRoleInput,
  places: { organization: ["organizationId", "organizations"] },
  command: createRole,
  answer: "created",
};

const patch: WriteCall<typeof editRoleInput> = { method: "patch", path: "/{record}", summary: "Change a role", noun, body: patchRoleBody, input: editRoleInput, command: editRole, answer: "record" };
const archive: WriteCall<typeof roleStateInput> = { method: "post", path: "/{record}/archive", summary: "Archive a role that nobody holds", noun, input: roleStateInput, command: archiveRole, answer: "record" };
const restore: WriteCall<typeof roleStateInput> = { ...archive, path: "/{record}/restore", summary: "Bring an archived role back", command: restoreRole };

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const archiveRoute = writeRoute(archive);
export const restoreRoute = writeRoute(restore);

export const roleCalls = [operationOf(create), operationOf(patch), operationOf(archive), operationOf(restore)];
