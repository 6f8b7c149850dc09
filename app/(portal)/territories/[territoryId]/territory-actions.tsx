import { ConfirmButton } from "@/components/form/confirm-button";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { TextInput } from "@/components/ui/text-input";
import { t } from "@/lib/shared/language/text";
import { deleteTerritoryAction, moveTerritoryAction, renameTerritoryAction } from "../actions";

type Props = { territory: { id: number; name: string; version: number }; parent: Option | null };

/** Delete, move and rename, each asked once more. */
export function TerritoryActions({ territory: { id, name, version }, parent }: Props) {
  const values = { territoryId: id };
  return (
    <>
      <ConfirmButton
        label={t("Delete")}
        confirm={t("Delete territory")}
        title={t("Delete {name}?", { name })}
        sentence={t("Only an empty territory can be deleted: without territories, partners and customers in it, and without access that names it.")}
        action={deleteTerritoryAction}
        values={values}
      />
      <ConfirmButton
        label={t("Move")}
        confirm={t("Move territory")}
        title={t("Move {name}", { name })}
        sentence={t("Everything in it goes along. Whoever has access by a territory above the new place gets it here at once; whoever has it by one above the old place loses it.")}
        look="primary"
        action={moveTerritoryAction}
        values={values}
      >
        <Field name="parentId" label={t("Inside")} optional help={t("Without one it stands at the top.")}>
          <input type="hidden" name="parentId" value="" />
          <Combobox fetchUrl="/api/lookup/territories" defaultValue={parent} />
        </Field>
      </ConfirmButton>
      <ConfirmButton label={t("Rename")} confirm={t("Save name")} title={t("Rename {name}", { name })} sentence={t("The key stays as it is.")} look="primary" action={renameTerritoryAction} values={values}>
        <HiddenVersion value={version} />
        <Field name="name" label={t("Name")} required>
          <TextInput defaultValue={name} maxLength={200} autoComplete="off" />
        </Field>
      </ConfirmButton>
    </>
  );
}
