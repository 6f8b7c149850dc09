import { ActionForm } from "@/components/form/action-form";
import { Notice } from "@/components/ui/notice";
import type { MovePreview } from "@/lib/domain/organizations/consequences";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { moveOrganizationAction } from "../../actions";

type Moved = { id: number; name: string; parentId: number | null };

/** Who goes along; null when nobody does. */
function alongWords({ partners, people }: MovePreview): string | null {
  if (people === null) return partners > 0 ? t("{partners, plural, one {# partner} other {# partners}} below it go along, with all customers.", { partners }) : null;
  if (partners === 0) return t("{people, plural, one {# person} other {# people}} go along, with all customers.", { people });
  return t("{partners, plural, one {# partner} other {# partners}} below it and {people, plural, one {# person} other {# people}} go along, with all customers.", { partners, people });
}

function sentences({ name }: Moved, preview: MovePreview): string[] {
  const { leaves, enters, limited, isSuspendedThere } = preview;
  const along = alongWords(preview);
  const found: string[] = along ? [along] : [];
  if (enters.length > 0) found.push(t("People with access to {enters} and all below get it here as well.", { enters: enters.join(", ") }));
  if (leaves.length > 0) found.push(t("People whose access comes from {leaves} and all below lose it here.", { leaves: leaves.join(", ") }));
  if (limited > 0) found.push(t("The limit that applies there takes {limited, plural, one {# permission} other {# permissions}} from people of {name}.", { limited, name }));
  if (isSuspendedThere) found.push(t("{parent} or one above it is deactivated: everybody who moves is suspended.", { parent: preview.parent!.name }));
  return found.length > 0 ? found : [t("Its place in the tree changes, nobody’s access does.")];
}

/** What follows from a move, and the button that does it. */
export function MoveConsequences({ organization, preview }: { organization: Moved; preview: MovePreview }) {
  const { id, name } = organization;
  if (!preview.parent) return <Notice tone="caution" title={t("You may not move partners there.")} />;
  if (preview.isCircle && preview.parent.id === id) return <Notice tone="caution" title={t("{name} cannot stand under itself.", { name })}>{t("Choose a partner that is not below this one.")}</Notice>;
  if (preview.isCircle) return <Notice tone="caution" title={t("{parent} stands below {name}.", { parent: preview.parent.name, name })}>{t("Choose a partner that is not below this one.")}</Notice>;
  if (preview.parent.id === organization.parentId) return <Notice title={t("{name} stands there already.", { name })} />;
  return (
    <>
      <Notice tone="caution" title={t("What follows at once")}>
        <ul className="mt-1 list-disc ps-4">
          {sentences(organization, preview).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      <ActionForm action={moveOrganizationAction} kind="create" submit={t("Move under {name}", { name: preview.parent.name })} pending={t("Moving")} cancelHref={paths.organization(id)}>
        <input type="hidden" name="organizationId" value={id} />
        <input type="hidden" name="parentId" value={preview.parent.id} />
      </ActionForm>
    </>
  );
}
