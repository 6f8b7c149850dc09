import type { Bite } from "@/lib/domain/access/what";

/** Why a permission does not work although some access brings it. */
export const biteWords: Record<Bite, string> = {
  account: "The account may not act now: it is not active, it is over, or a partner it belongs to is deactivated.",
  cap: "The read-only cap keeps it from working.",
  limit: "The limit of the partner, or of one above it, leaves it out.",
  level: "It was given to read only.",
};
