import "server-only";
import { z } from "zod";
import { createProgram, editProgram, endEnrollments, enrollOrganizations } from "@/lib/domain/programs/commands";
import { createProgramInput, editProgramInput, endEnrollmentInput, enrollInput } from "@/lib/domain/programs/schema";
import { references } from "@/lib/web/rest/reference";
import { programs as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { createProgramBody, enrollBody, patchProgramBody } from "./shape";

const create: WriteCall<typeof createProgramInput> = { method: "post", path: "", summary: "Create a program", noun, body: createProgramBody, input: createProgramInput, command: createProgram, answer: "created" };
const patch: WriteCall<typeof editProgramInput> = { method: "patch", path: "/{record}", summary: "Change a program", noun, body: patchProgramBody, input: editProgramInput, command: editProgram, answer: "record" };

const enroll: WriteCall<typeof enrollInput> = {
  method: "post",
  path: "/{record}/enrollments",
  summary: "Enrol partners, or give those enrolled other dates; all or none",
  noun,
  body: enrollBody,
  input: enrollInput,
  places: { organizations: ["organizations", "organizations"] },
  command: enrollOrganizations,
  answer: "record",
};

const end: WriteCall<typeof endEnrollmentInput> = {
  method: "delete",
  path: "/{record}/enrollments/{other}",
  summary: "End a partner's enrolment now",
  noun,
  input: endEnrollmentInput,
  other: { name: "organization", field: "organizations", table: "organizations", isList: true },
  command: endEnrollments,
  answer: "nothing",
};

const { other: _organization, ...endOf } = end;

/** What previews know of programs. */
export const programChanges = {
  "program.enroll": enroll,
  "program.end": { ...endOf, body: z.strictObject({ organizations: references(200) }), places: { organizations: ["organizations", "organizations"] } } satisfies WriteCall<typeof endEnrollmentInput>,
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const enrollRoute = writeRoute(enroll);
export const endRoute = writeRoute(end);

export const programCalls = [operationOf(create), operationOf(patch), operationOf(enroll), operationOf(end)];
