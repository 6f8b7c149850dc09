import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { namesOfTerritories } from "@/lib/domain/territories/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createTerritoryAction } from "../actions";

export const generateMetadata = () => ({ title: t("New territory") });

/** Creates a territory, below the one in the address or at the top. */
export default async function NewTerritoryPage({ searchParams }: PageProps<"/territories/new">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "territories.edit");
  const asked = Number((await searchParams).parent);
  const [parent] = Number.isSafeInteger(asked) && asked > 0 && asked < 2 ** 31 ? await pageData(namesOfTerritories(viewer, [asked])) : [];
  return (
    <>
      <PageHeader title={t("New territory")} back={{ href: paths.territories(), label: t("Territories") }} />
      <ActionForm action={createTerritoryAction} submit={t("Create territory")} pending={t("Creating")} cancelHref={parent ? paths.territory(parent.id) : paths.territories()}>
        <Field name="name" label={t("Name")} required>
          <TextInput maxLength={200} autoComplete="off" />
        </Field>
        <Field name="parentId" label={t("Inside")} optional help={t("Without one it stands at the top.")}>
          <input type="hidden" name="parentId" value="" />
          <Combobox fetchUrl="/api/lookup/territories" defaultValue={parent ? { value: String(parent.id), label: parent.name } : null} />
        </Field>
        <Field name="key" label={t("Key")} optional help={t("Files, programs and the rules of groups name the territory by it. Made for you when left empty; it cannot be changed later.")}>
          <TextInput maxLength={100} autoComplete="off" />
        </Field>
      </ActionForm>
    </>
  );
}
