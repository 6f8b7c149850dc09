import { ActionForm } from "@/components/form/action-form";
import { Notice } from "@/components/ui/notice";
import type { MovePreview } from "@/lib/domain/organizations/consequences";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { moveOrganizationAction } from "../../actions";

type Moved = { id: number; name: string; parentId: number | null };

function sentences({ name }: Moved, preview: MovePreview): string[] {
  const { partners, people, leaves, enters, limited, isSuspendedThere } = preview;
  const along = [...(partners > 0 ? [`${counted(partners, "partner")} below it`] : []), ...(people === null ? [] : [counted(people, "person", "people")])];
  const found: string[] = [];
  if (along.length > 0) found.push(`${along.join(" and ")} go along, with all customers.`);
  if (enters.length > 0) found.push(`People with access to ${enters.join(", ")} and all below get it here as well.`);
  if (leaves.length > 0) found.push(`People whose access comes from ${leaves.join(", ")} and all below lose it here.`);
  if (limited > 0) found.push(`The limit that applies there takes ${counted(limited, "permission")} from people of ${name}.`);
  if (isSuspendedThere) found.push(`${preview.parent!.name} or one above it is deactivated: everybody who moves is suspended.`);
  return found.length > 0 ? found : ["Its place in the tree changes, nobody’s access does."];
}

/** What follows from a move, and the button that does it. */
export function MoveConsequences({ organization, preview }: { organization: Moved; preview: MovePreview }) {
  const { id, name } = organization;
  if (!preview.parent) return <Notice tone="caution" title="You may not move partners there." />;
  if (preview.isCircle) return <Notice tone="caution" title={`${preview.parent.name} is ${name} itself or below it.`}>Choose a partner that is not below this one.</Notice>;
  if (preview.parent.id === organization.parentId) return <Notice title={`${name} stands there already.`} />;
  return (
    <>
      <Notice tone="caution" title="What follows at once">
        <ul className="mt-1 list-disc pl-4">
          {sentences(organization, preview).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      <ActionForm action={moveOrganizationAction} kind="create" submit={`Move under ${preview.parent.name}`} pending="Moving" cancelHref={paths.organization(id)}>
        <input type="hidden" name="organizationId" value={id} />
        <input type="hidden" name="parentId" value={preview.parent.id} />
      </ActionForm>
    </>
  );
}
