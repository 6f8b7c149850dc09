import { validGrants } from "./compile";
import type { ViewerFacts } from "./viewer";

/** What one organization asks of its people at sign-in; with a role, of those who hold it. Moments in milliseconds. */
export type SignInPolicy = {
  organizationId: number;
  roleId: number | null;
  factorFrom: number | null;
  idleMinutes: number | null;
  absoluteMinutes: number | null;
};

/** What holds for one person: from when a second factor is required (null never), and how long a session lasts, in milliseconds. */
export type SignInRules = { factorFrom: number | null; needsFactor: boolean; idle: number; absolute: number };

const minute = 60_000;

/** How long sessions last where no policy says otherwise, with and without a required second factor, in minutes. */
export const usualLimits = { withFactor: { idle: 60, absolute: 24 * 60 }, without: { idle: 24 * 60, absolute: 30 * 24 * 60 } } as const;

/** The longest that a session can last whatever a policy says. */
export const longestSession = usualLimits.without.absolute * minute;

type Person = Pick<ViewerFacts, "homePath" | "grants" | "memberships">;

/** The policies that bind a person: those of the home organization and all above, for everybody or for a role that they hold now. */
export function policiesOn(facts: Person, policies: readonly SignInPolicy[], now: number): SignInPolicy[] {
  const near = policies.filter(({ organizationId }) => facts.homePath.includes(organizationId));
  if (!near.some(({ roleId }) => roleId !== null)) return near;
  const held = new Set(validGrants(facts as ViewerFacts, now).map(({ grant }) => grant.role.id));
  return near.filter(({ roleId }) => roleId === null || held.has(roleId));
}

const least = (values: readonly (number | null)[]): number | null => {
  const given = values.filter((value) => value !== null);
  return given.length === 0 ? null : Math.min(...given);
};

/** The strictest of all policies that bind the person: the earliest day, the shortest times. */
export function rulesFor(facts: Person, policies: readonly SignInPolicy[], now: number): SignInRules {
  const binding = policiesOn(facts, policies, now);
  const factorFrom = least(binding.map((policy) => policy.factorFrom));
  const needsFactor = factorFrom !== null && factorFrom <= now;
  const usual = needsFactor ? usualLimits.withFactor : usualLimits.without;
  const idle = least(binding.map(({ idleMinutes }) => idleMinutes)) ?? usual.idle;
  const absolute = least(binding.map(({ absoluteMinutes }) => absoluteMinutes)) ?? usual.absolute;
  return { factorFrom, needsFactor, idle: idle * minute, absolute: Math.min(absolute * minute, longestSession) };
}

/** A session as the rules judge it; moments in milliseconds. */
export type SessionTimes = { createdAt: number; seenAt: number; hasSecondFactor: boolean };

/** True while the session may go on: neither idle nor old for too long, and with a second factor where one is required by now. */
export function mayGoOn({ createdAt, seenAt, hasSecondFactor }: SessionTimes, rules: SignInRules, now: number): boolean {
  if (rules.needsFactor && !hasSecondFactor) return false;
  return untilEnd({ createdAt, seenAt }, rules) > now;
}

/** The moment at which a session is over unless it is used before. */
export const untilEnd = ({ createdAt, seenAt }: Pick<SessionTimes, "createdAt" | "seenAt">, rules: SignInRules): number => Math.min(seenAt + rules.idle, createdAt + rules.absolute);
