import { PageHeader } from "@/components/ui/page-header";
import { movePreview } from "@/lib/domain/organizations/consequences";
import { getOrganization } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ChooseParent } from "./choose-parent";
import { MoveConsequences } from "./move-consequences";

/** Moves a partner: first the new place is chosen, then what follows is shown, then it is done. */
export default async function MoveOrganizationPage({ params, searchParams }: PageProps<"/organizations/[organizationId]/move">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const organization = await pageData(getOrganization(viewer, id));
  if (!organization.can.move) await refusePage("organizations.move");
  const to = Number((await searchParams).to);
  const isChosen = Number.isSafeInteger(to) && to > 0 && to < 2 ** 31;
  const preview = isChosen ? await pageData(movePreview(viewer, { organizationId: id, parentId: to })) : null;
  const { name, parentName } = organization;
  return (
    <>
      <PageHeader title={t("Move {name}", { name })} sentence={parentName ? t("It stands under {parentName} now.", { parentName }) : undefined} back={{ href: paths.organization(id), label: name }} />
      <div className="flex max-w-[560px] flex-col gap-4">
        <ChooseParent organizationId={id} chosen={preview?.parent ? { value: String(preview.parent.id), label: preview.parent.name } : null} />
        {preview && <MoveConsequences organization={{ id, name, parentId: organization.parentId }} preview={preview} />}
      </div>
    </>
  );
}
