import type { Menu, MenuItem } from "@/components/frame/menu";
import { can, reachesOwn } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import { canAtPlaces } from "@/lib/access/reaching";
import type { Viewer } from "@/lib/access/viewer";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

type Entry = Omit<MenuItem, "label"> & { label: Message; needs?: Permission; /** Lists what stands at partners, which chosen customers or one's own never bring. */ atPlaces?: true; /** There for everybody who is there as themselves. */ isOwn?: true };

const entries: Record<keyof Menu, Entry[]> = {
  work: [
    { label: msg("Home##first page"), href: paths.home() },
    { label: msg("Tasks"), href: paths.tasks(), needs: "tasks.view", isOwn: true },
    { label: msg("Partners"), href: paths.organizations(), needs: "organizations.list", atPlaces: true },
    { label: msg("Onboarding"), href: paths.onboardings(), needs: "organizations.view", atPlaces: true },
    { label: msg("Customers"), href: paths.customers(), needs: "customers.list" },
    { label: msg("Imports"), href: paths.imports(), needs: "imports.run" },
  ],
  access: [
    { label: msg("Users"), href: paths.users(), needs: "users.list", atPlaces: true },
    { label: msg("Groups"), href: paths.groups(), needs: "groups.list", atPlaces: true },
    { label: msg("Security groups"), href: paths.securityGroups(), needs: "groups.list", atPlaces: true },
    { label: msg("Roles"), href: paths.roles(), needs: "roles.list" },
    { label: msg("Access given"), href: paths.grants(), needs: "grants.list", atPlaces: true },
    { label: msg("Who may what"), href: paths.access(), needs: "access.explain" },
    { label: msg("Territories"), href: paths.territories(), needs: "territories.list" },
    { label: msg("Programs"), href: paths.programs(), needs: "programs.list" },
    { label: msg("API tokens"), href: paths.tokens(), needs: "api-tokens.manage", atPlaces: true },
  ],
  insight: [{ label: msg("Activity"), href: paths.activity(), needs: "activity.view" }],
};

/** The menu with what the person may open; nothing of the rest reaches the page. */
export function menuFor(viewer: Viewer): Menu {
  const block = (name: keyof Menu) =>
    entries[name].filter(({ needs, atPlaces, isOwn }) => !needs || (atPlaces ? canAtPlaces : can)(viewer, needs) || (isOwn && reachesOwn(viewer))).map(({ label, href }) => ({ label: t(label), href }));
  return { work: block("work"), access: block("access"), insight: block("insight") };
}
