import "server-only";
import { listMembers } from "@/lib/domain/groups/members";
import { memberList } from "@/lib/domain/groups/schema";
import { listEnrollments } from "@/lib/domain/programs/queries";
import { enrollmentList } from "@/lib/domain/programs/schema";
import { listComments } from "@/lib/domain/tasks/queries";
import { commentList } from "@/lib/domain/tasks/schema";
import { memberRow } from "./groups/shape";
import type { Inside } from "./noun";
import { groups, programs, tasks } from "./nouns";
import { enrollmentRow } from "./programs/shape";
import { commentRow } from "./tasks/shape";

const inside = <Sort extends string, Filter extends string>(entry: Inside<Sort, Filter>) => entry;

export const members = inside({
  noun: groups,
  path: "members",
  summary: "The people in a group",
  definition: memberList,
  references: { organization: "organizations" },
  row: memberRow,
  list: listMembers,
});

export const enrollments = inside({
  noun: programs,
  path: "enrollments",
  summary: "The partners of a program",
  definition: enrollmentList,
  references: {},
  values: { status: ["current", "future", "ended"] },
  row: enrollmentRow,
  list: listEnrollments,
});

export const comments = inside({
  noun: tasks,
  path: "comments",
  summary: "What was said about a task",
  definition: commentList,
  references: {},
  row: commentRow,
  list: listComments,
});
