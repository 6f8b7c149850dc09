import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import { homeOf, isAtRoot, type Viewer } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

type Step = { label: string; why: string; href: string; isOpen: boolean };

/** The way into a portal in which there is nothing yet, as far as the reader may go it. */
const stepsFor = (viewer: Viewer): Step[] =>
  [
    { label: t("Name your organization"), why: t("It stands above all partners, and in the invitations of your people."), href: paths.editOrganization(homeOf(viewer.facts)), isOpen: can(viewer, "organizations.edit") },
    { label: t("Create the first partner"), why: t("With its first user, who is invited by mail."), href: paths.newOrganization(), isOpen: can(viewer, "organizations.create") },
    { label: t("Import customers from a file"), why: t("Every row is checked before anything is written."), href: paths.newImport(), isOpen: can(viewer, "imports.run") && can(viewer, "customers.create") },
    { label: t("Invite your people"), why: t("One or many, each with a first access."), href: paths.newUser(), isOpen: can(viewer, "users.invite") },
  ].filter(({ isOpen }) => isOpen);

/** What the operator's people begin with in an empty portal; nothing for whoever may do none of it, and for partners, who have checklists. */
export function FirstSteps({ viewer }: { viewer: Viewer }) {
  const steps = isAtRoot(viewer.facts) ? stepsFor(viewer) : [];
  if (steps.length === 0) return null;
  return (
    <Panel title={t("First steps")} id="first-steps" sentence={t("There are no customers here yet. Begin with one of these.")}>
      <ol className="divide-y divide-line">
        {steps.map(({ label, why, href }) => (
          <li key={href} className="py-2 text-sm first:pt-0 last:pb-0">
            <Link href={href} prefetch={false} className="font-medium">
              {label}
            </Link>
            <span className="block text-ink-2">{why}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
