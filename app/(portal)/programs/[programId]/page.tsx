import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import { getProgram, listEnrollments } from "@/lib/domain/programs/queries";
import { enrollmentList } from "@/lib/domain/programs/schema";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { EnrollForm } from "./enroll-form";
import { EnrollmentsTable } from "./enrollments-table";
import { ProgramHeader } from "./program-header";

/** The partners that are, were or will be in a program, as far as the viewer may list them. */
export default async function ProgramPage({ params, searchParams }: PageProps<"/programs/[programId]">) {
  const viewer = await requireViewer();
  const id = idParam((await params).programId);
  const program = await pageData(getProgram(viewer, id));
  const list = enrollmentList.parse(await searchParams);
  if (!can(viewer, "organizations.list")) {
    return (
      <>
        <ProgramHeader viewer={viewer} program={program} />
        <Panel>
          <EmptyState kind="no-permission" sentence={t("The partners of this program are shown to people who may see partners.")} />
        </Panel>
      </>
    );
  }
  const page = await pageData(listEnrollments(viewer, id, list));
  return (
    <>
      <ProgramHeader viewer={viewer} program={program} />
      {program.can.enroll && <EnrollForm programId={id} />}
      <EnrollmentsTable page={page} list={list} programId={id} programName={program.name} mayEnroll={program.can.enroll} />
    </>
  );
}
