import { can } from "@/lib/access/decide";
import { getProgram, programGrants } from "@/lib/domain/programs/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { PlaceAccess } from "../../../territories/place-access";
import { ProgramHeader } from "../program-header";

/** Who has access that names this program. */
export default async function ProgramAccessPage({ params }: PageProps<"/programs/[programId]/access">) {
  const viewer = await requireViewer();
  const id = idParam((await params).programId);
  await requirePermission(viewer, "grants.list");
  const program = await pageData(getProgram(viewer, id));
  const grants = await pageData(programGrants(viewer, id));
  return (
    <>
      <ProgramHeader viewer={viewer} program={program} />
      <PlaceAccess
        grants={grants}
        place={program}
        sentence={t("Access whose scope is this program. It reaches the partners enrolled now, with their customers.")}
        giveHref={can(viewer, "grants.give") ? paths.newGrant(`?program=${id}`) : null}
      />
    </>
  );
}
