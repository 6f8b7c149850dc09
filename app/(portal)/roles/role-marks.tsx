import { Badge } from "@/components/ui/badge";
import type { RoleRow } from "@/lib/domain/roles/rows";

const lineageWords = ({ more, lacks }: NonNullable<RoleRow["lineage"]>) => (more.length > 0 || lacks.length > 0 ? "differs from its template" : null);

/** What is special about a role, in a few words each: template, from above, archived, its template, how it differs, a proposal to decide. */
export function RoleMarks({ role: { isTemplate, isFromAbove, organizationName, archivedAt, lineage } }: { role: Pick<RoleRow, "isTemplate" | "isFromAbove" | "organizationName" | "archivedAt" | "lineage"> }) {
  const drift = lineage && lineageWords(lineage);
  return (
    <>
      {isTemplate && <Badge tone="accent">Template</Badge>}
      {isFromAbove && <Badge>from {organizationName}</Badge>}
      {lineage && <Badge>like {lineage.templateName}</Badge>}
      {drift && <Badge>{drift}</Badge>}
      {lineage && lineage.proposal.length > 0 && <Badge tone="caution">Proposal open</Badge>}
      {archivedAt && <Badge tone="caution">Archived</Badge>}
    </>
  );
}
