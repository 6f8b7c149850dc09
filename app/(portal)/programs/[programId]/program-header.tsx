import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import { isAtRoot, type Viewer } from "@/lib/access/viewer";
import type { ProgramDetail } from "@/lib/domain/programs/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The top of a program's pages. */
export function ProgramHeader({ viewer, program }: { viewer: Viewer; program: ProgramDetail }) {
  const { id, name, key, description } = program;
  return (
    <>
      <PageHeader title={name} sentence={[description, t("Key {key}.", { key })].filter(Boolean).join(" ")} back={{ href: paths.programs(), label: t("Programs") }}>
        {program.can.edit && (
          <ButtonLink href={paths.editProgram(id)} look="primary">
            {t("Edit")}
          </ButtonLink>
        )}
      </PageHeader>
      <Tabs
        label={name}
        tabs={[
          { label: t("Partners"), href: paths.program(id), ...(can(viewer, "organizations.list") ? { count: program.enrolledCount } : {}) },
          ...(can(viewer, "grants.list") ? [{ label: t("People with access"), href: paths.programAccess(id) }] : []),
          ...(can(viewer, "activity.view") && isAtRoot(viewer.facts) ? [{ label: t("History"), href: paths.activity(`?record=program:${id}`) }] : []),
        ]}
      />
    </>
  );
}
