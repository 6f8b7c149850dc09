import type { BillingMode, CustomerStatus, GrantLevel, GroupType, OrganizationStatus, TaskStatus, UserStatus } from "../../platform/db/generated/enums";
import { msg, t, type Message } from "../../shared/language/text";

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
};

/** A stored value in the reader's words; null for whatever people wrote themselves. */
export function wordOf(field: string, value: string): string | null {
  const set = Object.hasOwn(words, field) ? words[field] : undefined;
  return set && Object.hasOwn(set, value) ? t(set[value]!) : null;
}
