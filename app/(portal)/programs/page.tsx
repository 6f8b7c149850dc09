import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listPrograms } from "@/lib/domain/programs/queries";
import { programList } from "@/lib/domain/programs/schema";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ProgramsTable } from "./programs-table";

export const generateMetadata = () => ({ title: t("Programs") });

/** The partner programs. */
export default async function ProgramsPage({ searchParams }: PageProps<"/programs">) {
  const viewer = await requireViewer();
  const list = programList.parse(await searchParams);
  const page = await pageData(listPrograms(viewer, list));
  const mayCreate = can(viewer, "programs.edit");
  return (
    <>
      <PageHeader title={t("Programs")} sentence={t("What partners can be enrolled in: {programs}. Access by a program covers the partners in it with their customers.", { programs: countedTotal(page.total, msg("{count, plural, =0 {no programs} one {# program} other {# programs}}")) })}>
        {mayCreate && (
          <ButtonLink href={paths.newProgram()} look="primary">
            {t("New program")}
          </ButtonLink>
        )}
      </PageHeader>
      <ProgramsTable page={page} list={list} mayCreate={mayCreate} />
    </>
  );
}
