import { Badge } from "@/components/ui/badge";
import type { Lineage, RoleRow } from "@/lib/domain/roles/rows";

/** How a clone stands to its template; nothing when they allow the same. */
function Standing({ lineage: { proposal, more, lacks } }: { lineage: Lineage }) {
  if (proposal.length > 0) return <Badge tone="caution">Proposal open</Badge>;
  return more.length > 0 || lacks.length > 0 ? <Badge>differs</Badge> : null;
}

/** What is special about a role, in a few words each: template, from above, archived, its template, how it differs, a proposal to decide. */
export function RoleMarks({ role: { isTemplate, isFromAbove, organizationName, archivedAt, lineage } }: { role: Pick<RoleRow, "isTemplate" | "isFromAbove" | "organizationName" | "archivedAt" | "lineage"> }) {
  return (
    <>
      {isTemplate && <Badge tone="accent">Template</Badge>}
      {isFromAbove && <Badge>from {organizationName}</Badge>}
      {lineage && <Badge>like {lineage.templateName}</Badge>}
      {lineage && <Standing lineage={lineage} />}
      {archivedAt && <Badge tone="caution">Archived</Badge>}
    </>
  );
}
