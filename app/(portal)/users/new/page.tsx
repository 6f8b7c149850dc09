import { PageHeader } from "@/components/ui/page-header";
import type { Option } from "@/components/ui/option";
import { authorize, can } from "@/lib/access/decide";
import { homeOf, type Viewer } from "@/lib/access/viewer";
import { namesOfOrganizations } from "@/lib/domain/organizations/queries";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { InviteForm } from "./invite-form";

export const metadata = { title: "Add user" };

/** Invites somebody into the partner named in the address, or into one's own. */
export default async function NewUserPage({ searchParams }: PageProps<"/users/new">) {
  const viewer = await requireViewer();
  await pageData(Promise.resolve().then(() => authorize(viewer, "users.invite")));
  const mayGive = can(viewer, "grants.give") && can(viewer, "roles.list");
  const mayMakeGroups = can(viewer, "groups.create") && can(viewer, "groups.manage-members");
  return (
    <>
      <PageHeader
        title="Add user"
        sentence="Makes the account with its groups and first access in one step."
        back={{ href: paths.users(), label: "Users" }}
      />
      <InviteForm
        home={await homeFor(viewer, Number((await searchParams).organization))}
        mayChooseHome={can(viewer, "organizations.list")}
        mayAddToGroups={can(viewer, "groups.manage-members")}
        access={{
          give: mayGive,
          makeGroups: mayMakeGroups,
          addToGroups: can(viewer, "groups.manage-members"),
          customers: can(viewer, "customers.list"),
          territories: can(viewer, "territories.list"),
          programs: can(viewer, "programs.list"),
        }}
      />
    </>
  );
}

/** The partner that the link asks for, where the viewer knows it by name; else their own. */
async function homeFor(viewer: Viewer, asked: number): Promise<Option> {
  const isKnown = can(viewer, "organizations.list") && Number.isSafeInteger(asked) && asked > 0 && asked < 2 ** 31;
  const [named] = isKnown ? await namesOfOrganizations(viewer, [asked]) : [];
  return named ? { value: String(named.id), label: named.name } : { value: String(homeOf(viewer.facts)), label: viewer.facts.homeName };
}
