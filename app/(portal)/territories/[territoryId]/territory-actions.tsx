import { ConfirmButton } from "@/components/form/confirm-button";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { TextInput } from "@/components/ui/text-input";
import { deleteTerritoryAction, moveTerritoryAction, renameTerritoryAction } from "../actions";

type Props = { territory: { id: number; name: string; version: number }; parent: Option | null };

/** Delete, move and rename, each asked once more. */
export function TerritoryActions({ territory: { id, name, version }, parent }: Props) {
  const values = { territoryId: id };
  return (
    <>
      <ConfirmButton
        label="Delete"
        confirm="Delete territory"
        title={`Delete ${name}?`}
        sentence="Only an empty territory can be deleted: without territories, partners and customers in it, and without access that names it."
        action={deleteTerritoryAction}
        values={values}
      />
      <ConfirmButton
        label="Move"
        confirm="Move territory"
        title={`Move ${name}`}
        sentence="Everything in it goes along. Whoever has access by a territory above the new place gets it here at once; whoever has it by one above the old place loses it."
        look="primary"
        action={moveTerritoryAction}
        values={values}
      >
        <Field name="parentId" label="Inside" optional help="Without one it stands at the top.">
          <input type="hidden" name="parentId" value="" />
          <Combobox fetchUrl="/api/lookup/territories" defaultValue={parent} />
        </Field>
      </ConfirmButton>
      <ConfirmButton label="Rename" confirm="Save name" title={`Rename ${name}`} sentence="The key stays as it is." look="primary" action={renameTerritoryAction} values={values}>
        <HiddenVersion value={version} />
        <Field name="name" label="Name" required>
          <TextInput defaultValue={name} maxLength={200} autoComplete="off" />
        </Field>
      </ConfirmButton>
    </>
  );
}
