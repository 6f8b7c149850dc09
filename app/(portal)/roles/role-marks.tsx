import { Badge } from "@/components/ui/badge";
import type { Lineage, RoleRow } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";

/** How a clone stands to its template; nothing when they allow the same. */
function Standing({ lineage: { proposal, more, lacks } }: { lineage: Lineage }) {
  if (proposal.length > 0) return <Badge tone="caution">{t("Proposal open")}</Badge>;
  return more.length > 0 || lacks.length > 0 ? <Badge>{t("differs")}</Badge> : null;
}

/** What is special about a role, in a few words each: template, from above, archived, its template, how it differs, a proposal to decide. */
export function RoleMarks({ role: { isTemplate, isFromAbove, organizationName, archivedAt, lineage } }: { role: Pick<RoleRow, "isTemplate" | "isFromAbove" | "organizationName" | "archivedAt" | "lineage"> }) {
  return (
    <>
      {isTemplate && <Badge tone="accent">{t("Template")}</Badge>}
      {isFromAbove && <Badge>{t("from {organizationName}", { organizationName })}</Badge>}
      {lineage && <Badge>{t("like {templateName}", { templateName: lineage.templateName })}</Badge>}
      {lineage && <Standing lineage={lineage} />}
      {archivedAt && <Badge tone="caution">{t("Archived")}</Badge>}
    </>
  );
}
