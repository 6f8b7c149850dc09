import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { getIdlePolicy } from "@/lib/domain/lapsing/queries";
import { stateImpact } from "@/lib/domain/organizations/consequences";
import { onboardingsAt } from "@/lib/domain/onboarding/queries";
import { getOrganization } from "@/lib/domain/organizations/queries";
import type { OrganizationDetail } from "@/lib/domain/organizations/rows";
import { listUsers } from "@/lib/domain/users/queries";
import { userList } from "@/lib/domain/users/schema";
import { formatDate } from "@/lib/shared/dates";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { OnboardingPanel } from "../../onboarding/onboarding-panel";
import { IdlePanel } from "./idle-panel";
import { LimitPanel } from "./limit-panel";
import { OrganizationHeader } from "./organization-header";
import { ProgramsPanel } from "./programs-panel";
import { StateButton } from "./state-button";

/** How many people and customers are in the partner and below it, each as a link to their list. */
async function belonging(viewer: Viewer, id: number) {
  const query = `?organization=${id}`;
  const filters = { organization: [String(id)] };
  const [customers, users] = await Promise.all([
    can(viewer, "customers.list") ? listCustomers(viewer, { ...customerList.parse({}), filters, limit: 25 }) : null,
    can(viewer, "users.list") ? listUsers(viewer, { ...userList.parse({}), filters, limit: 25 }) : null,
  ]);
  const link = (href: string, words: string) => (
    <Link className="link" href={href} prefetch={false}>
      {words}
    </Link>
  );
  return [
    ...(customers ? [{ label: t("Customers"), value: link(paths.customers(query), countedTotal(customers.total, msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}"))) }] : []),
    ...(users ? [{ label: t("People"), value: link(paths.users(query), countedTotal(users.total, msg("{count, plural, =0 {no people} one {# person} other {# people}}"))) }] : []),
  ];
}

const billing = { prepaid: msg("Prepaid"), postpaid: msg("Postpaid") };

const placeInTree = ({ above, id }: OrganizationDetail) => (
  <Link className="link" href={paths.organizationTree(`?open=${[...above.map((one) => one.id), id].join(",")}`)} prefetch={false}>
    {t("Show in the tree")}
  </Link>
);

function profileFacts(viewer: Viewer, organization: OrganizationDetail) {
  const { key, partnerType, tier, region, territoryId, territoryName, billingMode, createdAt } = organization;
  const territory =
    territoryId !== null && can(viewer, "territories.list") ? (
      <Link className="link" href={paths.territory(territoryId)} prefetch={false}>
        {territoryName}
      </Link>
    ) : (
      territoryName
    );
  return [
    { label: t("Key"), value: key },
    { label: t("Type"), value: partnerType },
    { label: t("Tier"), value: tier },
    { label: t("Region"), value: region },
    { label: t("Territory"), value: territory },
    { label: t("Place"), value: placeInTree(organization) },
    { label: t("Billing"), value: t(billing[billingMode]) },
    { label: t("Created"), value: formatDate(createdAt) },
  ];
}

/** A partner's profile with what belongs to it and what its people may ever use. */
export default async function OrganizationPage({ params }: PageProps<"/organizations/[organizationId]">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const organization = await pageData(getOrganization(viewer, id));
  const onboardings = await pageData(onboardingsAt(viewer, id));
  const idle = await pageData(getIdlePolicy(viewer, id));
  const impact = organization.can.deactivate ? await stateImpact(viewer, id) : null;
  return (
    <>
      <OrganizationHeader viewer={viewer} organization={organization}>
        {impact && <StateButton organization={organization} impact={impact} />}
        {organization.can.move && <ButtonLink href={paths.moveOrganization(id)}>{t("Move")}</ButtonLink>}
        {organization.can.create && <ButtonLink href={paths.newOrganization(id)}>{t("New partner below it")}</ButtonLink>}
        {organization.can.edit && (
          <ButtonLink href={paths.editOrganization(id)} look="primary">
            {t("Edit")}
          </ButtonLink>
        )}
      </OrganizationHeader>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t("Profile")} id="profile">
          <Facts facts={[...profileFacts(viewer, organization), ...(await belonging(viewer, id))]} />
        </Panel>
        <div className="grid gap-4">
          <ProgramsPanel organization={organization} isShown={can(viewer, "programs.list")} />
          <LimitPanel organization={organization} />
          <IdlePanel policy={idle} />
        </div>
      </div>
      {onboardings.length > 0 && (
        <div className="mt-4 flex flex-col gap-4">
          {onboardings.map((onboarding) => (
            <OnboardingPanel key={onboarding.id} onboarding={onboarding} title={`${stepText(onboarding.name)}: ${onboarding.userName}`} />
          ))}
        </div>
      )}
    </>
  );
}
