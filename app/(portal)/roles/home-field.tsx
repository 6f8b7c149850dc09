import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { t } from "@/lib/shared/language/text";

type Home = { id: number; name: string };

/** The partner a role will belong to, of those where the viewer may make roles; nothing to choose where there is only one. */
export function HomeField({ homes, canSearch, chosen = homes[0] }: { homes: Home[]; canSearch: boolean; chosen?: Home }) {
  const options = homes.map(({ id, name }) => ({ value: String(id), label: name }));
  const initial = chosen ? { value: String(chosen.id), label: chosen.name } : null;
  if (options.length === 1) return <input type="hidden" name="organizationId" value={options[0]!.value} />;
  return (
    <div className="max-w-[560px]">
      <Field name="organizationId" label={t("Partner")} required help={t("The role can be given to people of this partner and of all below it.")}>
        {canSearch ? <Combobox fetchUrl="/api/lookup/organizations" defaultValue={initial} /> : <Combobox options={options} defaultValue={initial} />}
      </Field>
    </div>
  );
}
