import type { Bite } from "@/lib/domain/access/what";
import { msg, type Message } from "@/lib/shared/language/text";

/** Why a permission does not work although some access brings it. */
export const biteWords: Record<Bite, Message> = {
  account: msg("The account may not act now: it is not active, it is over, or a partner it belongs to is deactivated."),
  cap: msg("The read-only cap keeps it from working."),
  limit: msg("The limit of the partner, or of one above it, leaves it out."),
  level: msg("It was given to read only."),
};
