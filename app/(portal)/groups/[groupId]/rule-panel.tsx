import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { GroupDetail, GroupRule, NamedPlace } from "@/lib/domain/groups/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

const places = (list: readonly NamedPlace[]) => list.map(({ name }) => name ?? t("one you may not see"));

/** What the rule asks, in words. */
export function RulePanel({ group: { id, archivedAt, can }, rule }: { group: GroupDetail; rule: GroupRule }) {
  const asked = [
    { label: t("Job role"), values: rule.jobRole },
    { label: t("Region"), values: rule.region },
    { label: t("Type of home partner"), values: rule.partnerType },
    { label: t("Home"), values: places(rule.organizations) },
    { label: t("Home in territory"), values: places(rule.territories) },
    { label: t("Home in program"), values: places(rule.programs) },
  ].filter(({ values }) => values.length > 0);
  return (
    <Panel
      title={t("Who is in it")}
      sentence={t("All of this must match, any of the values will do.")}
      actions={
        can.editRule &&
        archivedAt === null && (
          <ButtonLink href={paths.groupRule(id)} size="small">
            {t("Change the rule")}
          </ButtonLink>
        )
      }
    >
      {asked.length === 0 ? (
        <p className="text-sm text-ink-2">{t("The rule asks nothing, so it finds nobody.")}</p>
      ) : (
        <Facts facts={asked.map(({ label, values }) => ({ label, value: values.reduce((before, after) => t("{before} or {after}", { before, after })) }))} />
      )}
    </Panel>
  );
}
