import { redirect } from "next/navigation";
import { ConfirmButton } from "@/components/form/confirm-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ButtonLink } from "@/components/ui/button-link";
import { differenceBetween } from "@/lib/access/proposal";
import { getProposal } from "@/lib/domain/roles/proposals";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { declineProposalAction } from "../../actions";
import { Changes } from "../change-words";
import { ProposalForm } from "./proposal-form";

export const generateMetadata = () => ({ title: t("Proposal") });

/** What a template's newest version would change in a clone: three sides, change by change, to take all, some or none. */
export default async function ProposalPage({ params }: PageProps<"/roles/[roleId]/proposal">) {
  const viewer = await requireViewer();
  const proposal = await pageData(getProposal(viewer, idParam((await params).roleId)));
  const { roleId, roleName, version, templateName, number, latest, note, changes, canDecide } = proposal;
  if (changes.length === 0) redirect(paths.role(roleId)); // somebody has decided already
  const own = differenceBetween(proposal.base, proposal.theirs);
  const template = differenceBetween(proposal.base, proposal.next);
  return (
    <>
      <PageHeader
        title={t("What version {latest} of {templateName} proposes to {roleName}", { latest, templateName, roleName })}
        sentence={t("{roleName} stands at version {number}. {changes, plural, one {# change} other {# changes}} to look at; its own edits stay either way.", { roleName, number, changes: changes.length })}
        back={{ href: paths.role(roleId), label: roleName }}
      >
        <ButtonLink href={paths.compareRoles([roleId, proposal.templateId])}>{t("Compare the two")}</ButtonLink>
        {canDecide && (
          <ConfirmButton
            label={t("Take none")}
            title={t("Take nothing of version {latest}?", { latest })}
            sentence={t("{roleName} stays as it is, and version {latest} is not proposed again. Later versions propose only what they change themselves.", { roleName, latest })}
            confirm={t("Take none")}
            look="primary"
            action={declineProposalAction}
            values={{ roleId, version, number: latest }}
          />
        )}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 md:grid-cols-2">
          <Panel title={t("The template, version {number} to {latest}", { number, latest })} sentence={note}>
            <Changes added={template.added} removed={template.removed} />
          </Panel>
          <Panel title={t("This role's own edits")} sentence={t("Against version {number}, kept.", { number })}>
            {own.added.length + own.removed.length === 0 ? <p className="text-sm text-ink-2">{t("None: it is as it was cloned.")}</p> : <Changes added={own.added} removed={own.removed} />}
          </Panel>
        </div>
        <ProposalForm proposal={proposal} />
      </div>
    </>
  );
}
