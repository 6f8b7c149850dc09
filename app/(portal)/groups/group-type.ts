import type { GroupType } from "@/lib/domain/groups/rows";
import { msg, type Message } from "@/lib/shared/language/text";

/** What each kind of group is called, alone and within a text, and what it is for. */
export const groupTypes: Record<GroupType, { name: Message; word: Message; sentence: Message }> = {
  team: { name: msg("Team"), word: msg("team"), sentence: msg("Its members are picked.") },
  rule: { name: msg("Rule group"), word: msg("rule group"), sentence: msg("It finds its members by what they are and where they are at home.") },
  security: { name: msg("Security group"), word: msg("security group"), sentence: msg("It puts its members into one scope: chosen customers, or everything.") },
};
