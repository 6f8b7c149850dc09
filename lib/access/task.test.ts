import { expect, test } from "vitest";
import { small, smallGrant, smallNow, smallWorld } from "../testing/small-world";
import { recordScopes, viewerFacts, type WorldGrant } from "../testing/world";
import { compileAccess } from "./compile";
import { isOwnTask, mayAssignTask, mayFinishTask, mayReadTask } from "./task";
import type { Viewer } from "./viewer";

const { nora, mia } = small.user;
const world = (...grants: WorldGrant[]) => smallWorld(...grants);

function viewerIn(given: ReturnType<typeof world>, userId: number, more: Partial<Viewer> = {}): Viewer {
  const facts = viewerFacts(given, userId);
  return { facts, access: compileAccess(facts, smallNow), via: null, narrowedTo: null, ip: null, device: null, seq: 1, ...more };
}

const taskAt = (given: ReturnType<typeof world>, id: number, assigneeId: number) => ({ assigneeId, scopes: recordScopes(given, { type: "organization", id }) });

test("one's own task is read and finished without any permission, and not changed", () => {
  const given = world();
  const own = taskAt(given, small.organization.north, mia);
  const viewer = viewerIn(given, mia);

  expect([mayReadTask(viewer, own), mayFinishTask(viewer, own), mayAssignTask(viewer, own)]).toEqual([true, true, false]);
});

test("somebody else's is hidden without tasks.view, read with it, and changed with tasks.assign at its home alone", () => {
  const nothing = world();
  const all = world(smallGrant({ role: "partner-owner" }));
  const reads = world(smallGrant({ role: "auditor", level: "read" }));
  const inCity = world(smallGrant({ role: "partner-owner", scope: { kind: "direct", ref: small.organization.city, customers: [] } }));
  const may = (given: typeof nothing) => {
    const viewer = viewerIn(given, nora);
    const task = taskAt(given, small.organization.north, mia);
    return [mayReadTask(viewer, task), mayFinishTask(viewer, task), mayAssignTask(viewer, task)];
  };

  expect(may(nothing)).toEqual([false, false, false]);
  expect(may(reads)).toEqual([true, false, false]);
  expect(may(all)).toEqual([true, true, true]);
  expect(may(inCity)).toEqual([false, false, false]);
});

test("whoever looks with another's eyes, and a token narrowed to some permissions, have no own tasks", () => {
  const given = world();
  const own = taskAt(given, small.organization.north, mia);
  const viewing = { id: 1, by: { userId: nora, name: "Nora" }, reason: "help", until: smallNow + 1000 };

  expect(isOwnTask(viewerIn(given, mia, { viewing }), own)).toBe(false);
  expect(mayReadTask(viewerIn(given, mia, { narrowedTo: ["customers.view"] }), own)).toBe(false);
});
