import { deedOf } from "../../access/sentence";
import { isPermission } from "../../access/permissions";
import type { ScopeKind } from "../../access/grant";
import type { BillingMode, CustomerStatus, GrantLevel, GroupType, OrganizationStatus, TaskStatus, UserStatus } from "../../platform/db/generated/enums";
import { facts } from "../../shared/checklist-facts";
import { formatDate, formatDateTime } from "../../shared/dates";
import { languages, ownNames } from "../../shared/language/languages";
import { msg, t, type Message } from "../../shared/language/text";
import { stepText } from "../../shared/ready-checklists";
import { roleText } from "../../shared/ready-roles";

/** Words for values that come from a closed set, by the field that holds them. A new value of such a set does not compile without its word. */
const words: Record<string, Record<string, Message>> = {
  status: {
    active: msg("Active"),
    invited: msg("Invited"),
    deactivated: msg("Deactivated"),
    suspended: msg("Suspended"),
    open: msg("Open##not done yet"),
    done: msg("Done"),
    cancelled: msg("Cancelled"),
  } satisfies Record<UserStatus | CustomerStatus | OrganizationStatus | TaskStatus, Message>,
  level: { read: msg("Read"), write: msg("Read and write") } satisfies Record<GrantLevel, Message>,
  type: { team: msg("Team"), rule: msg("Rule group"), security: msg("Security group") } satisfies Record<GroupType, Message>,
  billingMode: { prepaid: msg("Prepaid"), postpaid: msg("Postpaid") } satisfies Record<BillingMode, Message>,
  scopeKind: {
    everything: msg("everything"),
    subtree: msg("the partner and all below it"),
    direct: msg("the partner alone"),
    territory: msg("a territory"),
    program: msg("a program"),
    customers: msg("chosen customers"),
    own: msg("own customers"),
  } satisfies Record<ScopeKind, Message>,
  theme: { system: msg("As the system"), light: msg("Light"), dark: msg("Dark") },
  signInMail: { new: msg("From a new device or address"), every: msg("Every time"), off: msg("Never") },
  method: { password: msg("Password"), passkey: msg("Passkey"), provider: msg("Provider"), link: msg("Mailed link") },
  step: { password: msg("Password"), passkey: msg("Passkey"), code: msg("Code"), "recovery code": msg("Recovery code") },
  because: { "nobody is in it any more": msg("nobody is in it any more"), "its scope is needed again": msg("its scope is needed again") },
  scope: { same: msg("the same"), home: msg("the new home") },
  fact: facts,
};

/** A stored value in the reader's words; null for whatever people wrote themselves. */
export function wordOf(field: string, value: string): string | null {
  const set = Object.hasOwn(words, field) ? words[field] : undefined;
  if (set && Object.hasOwn(set, value)) return t(set[value]!);
  if (field === "locale") return ownNames[languages.find((language) => language === value)!] ?? null;
  return null;
}

/** Lists of permissions, by the field that holds them. */
const permissionFields = new Set(["permissions", "guardrail", "permission", "limitedTo", "added", "removed"]);

/** One of a list's texts in the reader's words; as it is when people wrote it. */
export const partOf = (field: string, value: string): string => (permissionFields.has(field) && isPermission(value) ? deedOf(value) : (wordOf(field, value) ?? value));

/** Moments at which something ends: midnight is the end of the day before. */
const ends = new Set(["until", "validUntil", "expiresAt"]);
const days = new Set(["from", "until", "dueOn", "factorFrom"]);

/** A stored moment or day in words; null for every other text. */
export function momentOf(field: string, value: string): string | null {
  const isDay = days.has(field) && /^\d{4}-\d\d-\d\d$/.test(value);
  const isMidnight = /^\d{4}-\d\d-\d\dT00:00:00(\.000)?Z$/.test(value);
  if (ends.has(field) && (isDay || isMidnight)) return formatDate(new Date(value).getTime() - 1);
  if (isDay || (days.has(field) && isMidnight)) return formatDate(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatDateTime(value) : null;
}

/** Texts of the program's own making that hold a name or a number, as they are stored and as they are said. */
const made: Record<string, [stored: RegExp, say: (held: string) => string][]> = {
  factor: [
    [/^authenticator app (.*)$/s, (name) => t("authenticator app {name}", { name })],
    [/^passkey (.*)$/s, (name) => t("passkey {name}", { name })],
  ],
  left: [[/^(\d+) codes?$/, (count) => t("{count, plural, one {# code} other {# codes}}", { count: Number(count) })]],
};

/** Such a text in the reader's words; null for every other. */
export function madeOf(field: string, value: string): string | null {
  for (const [stored, say] of Object.hasOwn(made, field) ? made[field]! : []) {
    const held = stored.exec(value)?.[1];
    if (held !== undefined) return say(held);
  }
  return null;
}

const ready: Record<string, (text: string) => string> = { role: roleText, title: stepText, help: stepText };

/** A text that came ready in the reader's words; null where nobody's may be. */
export const readyOf = (field: string, value: string): string | null => (Object.hasOwn(ready, field) ? ready[field]!(value) : null);
