import { z } from "zod";
import { pageShape } from "@/lib/web/rest/list";
import type { Operation } from "@/lib/web/rest/openapi";
import { checkBody, checkShape } from "./access/check/shape";
import { previewBody, previewShape } from "./access/preview/shape";
import { whoQuery, whoShape } from "./access/who/shape";
import { activityQuery, activityShape } from "./activity/shape";
import { createCustomerBody, customerShape, customersQuery, patchCustomerBody } from "./customers/shape";
import { meShape } from "./me/shape";
import { grantCalls } from "./grants/calls";
import { groupCalls } from "./groups/calls";
import { comments, enrollments, members } from "./inside";
import { operationInside, operationsOf } from "./noun";
import { grants, groups, organizations, programs, roles, tasks, territories, users } from "./nouns";
import { organizationCalls } from "./organizations/calls";
import { programCalls } from "./programs/calls";
import { roleCalls } from "./roles/calls";
import { taskCalls } from "./tasks/calls";
import { territoryCalls } from "./territories/calls";
import { userCalls } from "./users/calls";

/** Every call of the REST API, for its description. */
export const operations: readonly Operation[] = [
  { method: "get", path: "/me", tag: "me", summary: "Who the token acts for", query: z.strictObject({}), answer: meShape },
  { method: "get", path: "/customers", tag: "customers", summary: "Customers", query: customersQuery, answer: pageShape(customerShape) },
  { method: "post", path: "/customers", tag: "customers", summary: "Create a customer", body: createCustomerBody, answer: customerShape, status: 201, refusals: [409, 422] },
  { method: "get", path: "/customers/{customer}", tag: "customers", summary: "One customer", answer: customerShape, refusals: [404] },
  {
    method: "patch",
    path: "/customers/{customer}",
    tag: "customers",
    summary: "Change a customer",
    description: "Each field needs the permission that its form needs; all are written, or none. `status` suspends, reconnects, archives and restores.",
    body: patchCustomerBody,
    answer: customerShape,
    refusals: [404, 409, 412, 422],
  },
  ...operationsOf(organizations),
  ...organizationCalls,
  ...operationsOf(users),
  ...userCalls,
  ...operationsOf(groups),
  operationInside(members),
  ...groupCalls,
  ...operationsOf(roles),
  ...roleCalls,
  ...operationsOf(grants),
  ...grantCalls,
  ...operationsOf(territories),
  ...territoryCalls,
  ...operationsOf(programs),
  operationInside(enrollments),
  ...programCalls,
  ...operationsOf(tasks),
  operationInside(comments),
  ...taskCalls,
  { method: "post", path: "/access/check", tag: "access", summary: "May they, and why", body: checkBody, answer: checkShape, refusals: [404] },
  {
    method: "post",
    path: "/access/preview",
    tag: "access",
    summary: "What changes would do to everybody's access",
    description: "The changes are made in order by the commands that the forms use, looked at together, and taken back: nothing is changed. A change names what an earlier one makes by its place in the list: new:1 is what the first makes. What a command refuses is refused here.",
    body: previewBody,
    answer: previewShape,
    refusals: [404, 409],
  },
  {
    method: "get",
    path: "/access/who",
    tag: "access",
    summary: "Who may, and why",
    description: "People by name, as far as the token's user may see them and ask about them; `hidden` counts the others.",
    query: whoQuery,
    answer: whoShape,
    refusals: [404],
  },
  { method: "get", path: "/activity", tag: "activity", summary: "The activity log", query: activityQuery, answer: pageShape(activityShape) },
];
