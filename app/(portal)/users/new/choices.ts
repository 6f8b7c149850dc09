import "server-only";
import type { Option } from "@/components/ui/option";
import { can } from "@/lib/access/decide";
import { homeOf, type Viewer } from "@/lib/access/viewer";
import { namesOfOrganizations } from "@/lib/domain/organizations/queries";
import { outboxHref } from "@/lib/web/outbox-reader";
import type { InviteChoices } from "./invite-form";

/** What the viewer may choose for new people, whose home is the partner asked for, or the viewer's own. */
export async function inviteChoices(viewer: Viewer, asked: number): Promise<InviteChoices> {
  const mayManageMembers = can(viewer, "groups.manage-members");
  return {
    home: await homeFor(viewer, asked),
    mayChooseHome: can(viewer, "organizations.list"),
    mayAddToGroups: mayManageMembers,
    access: {
      give: can(viewer, "grants.give") && can(viewer, "roles.list"),
      makeGroups: can(viewer, "groups.create") && mayManageMembers,
      addToGroups: mayManageMembers,
      customers: can(viewer, "customers.list"),
      territories: can(viewer, "territories.list"),
      programs: can(viewer, "programs.list"),
    },
    outbox: await outboxHref(),
  };
}

/** The partner that the link asks for, where the viewer knows it by name; else their own. */
async function homeFor(viewer: Viewer, asked: number): Promise<Option> {
  const isKnown = can(viewer, "organizations.list") && Number.isSafeInteger(asked) && asked > 0 && asked < 2 ** 31;
  const [named] = isKnown ? await namesOfOrganizations(viewer, [asked]) : [];
  return named ? { value: String(named.id), label: named.name } : { value: String(homeOf(viewer.facts)), label: viewer.facts.homeName };
}
