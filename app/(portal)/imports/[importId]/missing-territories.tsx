import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { t } from "@/lib/shared/language/text";
import { makeTerritoriesAction } from "../actions";

/** Territories that the rows name and that are not there can be made from the file, so that nobody types them one by one. */
export function MissingTerritories({ importId, names }: { importId: number; names: string[] }) {
  return (
    <Panel id="missing-territories" title={t("{count, plural, one {# territory is} other {# territories are}} not there yet", { count: names.length })} sentence={names.join(", ")}>
      <ActionForm action={makeTerritoriesAction} kind="create" submit={t("Make {count, plural, one {# territory} other {# territories}} and check again", { count: names.length })} pending={t("Checking …")}>
        <input type="hidden" name="importId" value={importId} />
        <Field name="parentId" label={t("Below##a territory")} optional help={t("Left empty, they stand at the top.")}>
          <Combobox fetchUrl="/api/lookup/territories" />
        </Field>
      </ActionForm>
    </Panel>
  );
}
