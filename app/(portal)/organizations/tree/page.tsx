import { AddressTree } from "@/components/ui/address-tree";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { TreeNode } from "@/components/ui/tree-walk";
import { can } from "@/lib/access/decide";
import type { OrganizationNode } from "@/lib/domain/organizations/rows";
import { organizationTree } from "@/lib/domain/organizations/tree";
import { msg, t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { OrganizationViews } from "../organization-views";

export const generateMetadata = () => ({ title: t("Partners, tree") });

const stateWords = { active: null, suspended: msg("suspended by one above"), deactivated: msg("deactivated") };

function nodeOf({ id, name, state, childCount, children, hasMore }: OrganizationNode): TreeNode {
  const stateWord = stateWords[state];
  const hint = [...(stateWord ? [t(stateWord)] : []), ...(childCount > 0 ? [t("{count} below", { count: childCount })] : [])].join(", ");
  const rest = hasMore ? [{ id: `rest-${id}`, label: t("Show all in the list"), href: paths.organizations(`?parent=${id}`) }] : [];
  const level = [...children.map(nodeOf), ...rest];
  return { id: String(id), label: name, href: paths.organization(id), ...(hint ? { hint } : {}), children: level, isMore: childCount > 0 };
}

const idsIn = (text: string | string[] | undefined) =>
  String(text ?? "")
    .split(",")
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31);

/** The tree of partners, level by level. */
export default async function OrganizationTreePage({ searchParams }: PageProps<"/organizations/tree">) {
  const viewer = await requireViewer();
  const { open } = await searchParams;
  const asked = idsIn(open);
  const tops = await pageData(organizationTree(viewer, asked));
  const opened = open === undefined && tops.nodes.length === 1 ? tops.nodes.map(({ id }) => id) : asked;
  const { nodes, hasMore } = opened === asked ? tops : await pageData(organizationTree(viewer, opened));
  return (
    <>
      <PageHeader title={t("Partners")} sentence={t("Who stands under whom. Open a partner to see the level below.")}>
        {can(viewer, "organizations.create") && (
          <ButtonLink href={paths.newOrganization()} look="primary">
            {t("New partner")}
          </ButtonLink>
        )}
      </PageHeader>
      <OrganizationViews />
      {nodes.length === 0 ? (
        <EmptyState kind="nothing" title={t("No partners yet.")} sentence={t("Partners will stand here under one another.")} />
      ) : (
        <Panel>
          <AddressTree label={t("Partners")} path={paths.organizationTree()} nodes={nodes.map(nodeOf)} open={opened.map(String)} />
          {hasMore && <p className="mt-3 text-sm text-ink-2">{t("Only the first {count, plural, one {# partner} other {# partners}} at the top are shown. Search in the list for the rest.", { count: nodes.length })}</p>}
        </Panel>
      )}
    </>
  );
}
