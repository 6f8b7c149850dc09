import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { namesOfAsked } from "@/lib/domain/access/asked";
import { explainAccess } from "@/lib/domain/access/explain";
import { mayAnywhere } from "@/lib/domain/access/what";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { AnswerPanel } from "./answer";
import { AnywherePanel } from "./anywhere";
import { ExplorerHeader } from "./explorer-header";
import { permissionOption, permissionOptions, questionIn, type Question } from "./question";
import { QuestionForm } from "./question-form";

export const generateMetadata = () => ({ title: t("Who may what") });

/** May this person do this with this record? Anybody may ask about themselves; about others whoever may explain them. */
export default async function AccessPage({ searchParams }: PageProps<"/access">) {
  const viewer = await requireViewer();
  const asked = questionIn(await searchParams);
  const explains = can(viewer, "access.explain");
  const question = { ...asked, userId: explains ? asked.userId : viewer.facts.userId };
  const { userId, type, recordId, permission } = question;
  const names = await namesOfAsked(viewer, { ...(userId === null ? {} : { user: userId }), ...(recordId === null ? {} : { [type]: recordId }) });
  return (
    <>
      <ExplorerHeader viewer={viewer} sentence={explains ? t("May a person do something with a record, and why? The answer has an address you can share.") : t("May you do something with a record, and why?")} />
      <QuestionForm
        action={paths.access()}
        {...(explains ? { person: names.user ?? null } : {})}
        permission={{ options: permissionOptions(), chosen: permissionOption(permission) }}
        record={{ types: ["customer", "organization"], type, chosen: names[type] ?? null }}
      />
      <Answer viewer={viewer} question={question} />
    </>
  );
}

async function Answer({ viewer, question: { userId, permission, type, recordId } }: { viewer: Viewer; question: Question }) {
  const canOpenGrants = can(viewer, "grants.list");
  const who = userId ?? viewer.facts.userId;
  if (permission === null) {
    return (
      <Panel>
        <EmptyState kind="nothing" title={t("Nothing asked yet")} sentence={t("Pick a person, a permission and a record. Without a person it is you; without a record it is any.")} />
      </Panel>
    );
  }
  if (recordId === null) {
    const answer = await pageData(mayAnywhere(viewer, who, permission));
    return <AnywherePanel answer={answer} person={answer.person.name} canOpenGrants={canOpenGrants} />;
  }
  const record = type === "customer" ? { customerId: recordId } : { organizationId: recordId };
  const answer = await pageData(explainAccess(viewer, { userId: who, permission, ...record }));
  return <AnswerPanel answer={answer} person={answer.person.name} canOpenGrants={canOpenGrants} />;
}
