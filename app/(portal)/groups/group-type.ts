import type { GroupType } from "@/lib/domain/groups/rows";

/** What each kind of group is called, and what it is for. */
export const groupTypes: Record<GroupType, { name: string; sentence: string }> = {
  team: { name: "Team", sentence: "Its members are picked." },
  rule: { name: "Rule group", sentence: "It finds its members by what they are and where they are at home." },
  security: { name: "Security group", sentence: "It puts its members into one scope: chosen customers, or everything." },
};
