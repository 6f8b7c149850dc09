import { expect, test } from "vitest";
import type { GrantFacts, Membership } from "./grant";
import { mayGoOn, rulesFor, type SignInPolicy } from "./sign-in-policy";

const minute = 60_000;
const hour = 60 * minute;
const now = 1_000 * hour;

const grant = (roleId: number, fields: Partial<GrantFacts> = {}): GrantFacts => ({
  id: roleId, groupId: null, role: { id: roleId, name: "", permissions: [] }, kind: "everything", ref: null, path: [], narrowTerritoryId: null,
  narrowProgramId: null, exceptOrganizations: [], hasExceptCustomers: false, level: "read", from: null, until: null, ...fields,
});
const person = (grants: GrantFacts[] = [], memberships: Membership[] = []) => ({ homePath: [3, 2, 1], grants, memberships });
const policy = (organizationId: number, fields: Partial<SignInPolicy> = {}): SignInPolicy => ({ organizationId, roleId: null, factorFrom: null, idleMinutes: null, absoluteMinutes: null, ...fields });

test("without a policy nothing is required, and sessions last a day idle and thirty days in all", () => {
  expect(rulesFor(person(), [policy(9, { factorFrom: 0 })], now)).toEqual({ factorFrom: null, needsFactor: false, idle: 24 * hour, absolute: 720 * hour });
});

test("the strictest of home and all above binds, from its day on; a required factor shortens sessions unless a policy says how long", () => {
  const policies = [policy(3, { factorFrom: now + hour }), policy(1, { factorFrom: now + 2 * hour, idleMinutes: 90 }), policy(2, { idleMinutes: 30 })];
  expect(rulesFor(person(), policies, now)).toMatchObject({ factorFrom: now + hour, needsFactor: false, idle: 30 * minute });
  expect(rulesFor(person(), policies, now + hour)).toMatchObject({ needsFactor: true, idle: 30 * minute, absolute: 24 * hour });
  expect(rulesFor(person(), [policy(2, { factorFrom: 0 })], now)).toMatchObject({ idle: hour, absolute: 24 * hour });
  expect(rulesFor(person(), [policy(2, { factorFrom: 0, absoluteMinutes: 100 * 24 * 60 })], now).absolute).toBe(720 * hour);
});

test("a policy for a role binds whoever holds it now, directly or through a group", () => {
  const policies = [policy(2, { roleId: 7, factorFrom: 0 })];
  const needs = (grants: GrantFacts[], memberships: Membership[] = []) => rulesFor(person(grants, memberships), policies, now).needsFactor;
  const inGroup = { groupId: 5, via: [5], from: null, until: null };
  expect(needs([])).toBe(false);
  expect(needs([grant(8)])).toBe(false);
  expect(needs([grant(7)])).toBe(true);
  expect(needs([grant(7, { until: now })])).toBe(false);
  expect(needs([grant(7, { groupId: 5 })])).toBe(false);
  expect(needs([grant(7, { groupId: 5 })], [inGroup])).toBe(true);
  expect(needs([grant(7, { groupId: 5 })], [{ ...inGroup, until: now }])).toBe(false);
});

test("a session ends when idle, when old, and when it lacks a factor that is required by now", () => {
  const rules = { factorFrom: null, needsFactor: false, idle: hour, absolute: 3 * hour };
  const session = { createdAt: 0, seenAt: 2 * hour, hasSecondFactor: false };
  expect(mayGoOn(session, rules, 3 * hour - 1)).toBe(true);
  expect(mayGoOn(session, rules, 3 * hour)).toBe(false);
  expect(mayGoOn({ ...session, seenAt: 0 }, rules, hour)).toBe(false);
  expect(mayGoOn(session, { ...rules, needsFactor: true }, 2 * hour)).toBe(false);
  expect(mayGoOn({ ...session, hasSecondFactor: true }, { ...rules, needsFactor: true }, 2 * hour)).toBe(true);
});
