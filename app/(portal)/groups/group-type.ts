import type { GroupType } from "@/lib/domain/groups/rows";
import { msg } from "@/lib/shared/language/text";

/** What each kind of group is called, and what it is for. */
export const groupTypes: Record<GroupType, { name: string; sentence: string }> = {
  team: { name: msg("Team"), sentence: msg("Its members are picked.") },
  rule: { name: msg("Rule group"), sentence: msg("It finds its members by what they are and where they are at home.") },
  security: { name: msg("Security group"), sentence: msg("It puts its members into one scope: chosen customers, or everything.") },
};
