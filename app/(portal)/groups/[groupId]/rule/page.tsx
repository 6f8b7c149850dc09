import { notFound } from "next/navigation";
import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { getGroup } from "@/lib/domain/groups/queries";
import type { NamedPlace } from "@/lib/domain/groups/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editRuleAction } from "../../actions";
import { RuleFields } from "../../rule-fields";
import { TryRule } from "../../try-rule";

export const generateMetadata = () => ({ title: t("Rule of a group") });

const options = (list: readonly NamedPlace[]) => list.map(({ id, name }) => ({ value: String(id), label: name ?? t("One you may not see") }));

export default async function GroupRulePage({ params }: PageProps<"/groups/[groupId]/rule">) {
  const viewer = await requireViewer();
  const group = await pageData(getGroup(viewer, idParam((await params).groupId)));
  if (!group.rule) notFound();
  if (!group.can.editRule) await refusePage("groups.edit-rule");
  const { rule } = group;
  const values = { ...rule, organizations: options(rule.organizations), territories: options(rule.territories), programs: options(rule.programs) };
  return (
    <>
      <PageHeader
        title={t("Rule of {group}", { group: group.name })}
        sentence={t("All that is asked must match; any of the listed values will do. Whoever matches holds at once what the group gives.")}
        back={{ href: paths.group(group.id), label: group.name }}
      />
      <ActionForm action={editRuleAction} kind="edit" submit={t("Save rule")} pending={t("Saving")} cancelHref={paths.group(group.id)}>
        <input type="hidden" name="groupId" value={group.id} />
        <HiddenVersion value={group.version} />
        <RuleFields
          values={values}
          places={{ organizations: can(viewer, "organizations.list"), territories: can(viewer, "territories.list"), programs: can(viewer, "programs.list") }}
        />
        <TryRule organizationId={group.organizationId} />
      </ActionForm>
    </>
  );
}
