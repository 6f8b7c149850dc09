import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { can } from "@/lib/access/decide";
import { namesOfAsked } from "@/lib/domain/access/asked";
import { whatMay, type WhatAnswer } from "@/lib/domain/access/what";
import { viewingsOfMe } from "@/lib/domain/viewings/own";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { HeldAccessList } from "../../held-access";
import { SeenAsYou } from "../../seen-as-you";
import { ExplorerHeader } from "../explorer-header";
import { questionIn } from "../question";
import { QuestionForm } from "../question-form";
import { PermissionTable } from "./permission-table";

export const generateMetadata = () => ({ title: t("What a person may do") });

/** Everything one person may do, by which access, and what bites on it. Without a person it is oneself. */
export default async function PersonAccessPage({ searchParams }: PageProps<"/access/person">) {
  const viewer = await requireViewer();
  const explains = can(viewer, "access.explain");
  const asked = explains ? questionIn(await searchParams).userId : null;
  const userId = asked ?? viewer.facts.userId;
  const answer = await pageData(whatMay(viewer, userId));
  const isSelf = userId === viewer.facts.userId;
  const seen = isSelf ? await viewingsOfMe(viewer) : [];
  const names = explains ? await namesOfAsked(viewer, { user: userId }) : {};
  return (
    <>
      <ExplorerHeader viewer={viewer} sentence={sentenceOf(answer, isSelf)} />
      {explains && <QuestionForm action={paths.accessPerson()} person={names.user ?? null} />}
      <div className="flex flex-col gap-4">
        <Limits answer={answer} />
        <Panel title={t("What {name} may do", { name: answer.person.name })} sentence={answer.isLetIn ? t("By area, each with the access that brings it.") : t("Nothing now. What comes back once the account may act again, by area, each with the access that brings it.")} flush>
          <PermissionTable answer={answer} />
        </Panel>
        <Panel title={t("Access held")} sentence={t("Directly and through groups; what is over is left out.")}>
          <HeldAccessList access={answer.access.slice(0, mostShown)} empty={t("{name} holds nothing yet.", { name: answer.person.name })} linked={can(viewer, "grants.list")} />
          {answer.access.length > mostShown && <p className="pt-2 text-sm text-ink-2">{t("and {count} more", { count: answer.access.length - mostShown })}</p>}
        </Panel>
        {seen.length > 0 && <SeenAsYou seen={seen} />}
      </div>
    </>
  );
}

const mostShown = 50;

function sentenceOf({ person, permissions }: WhatAnswer, isSelf: boolean): string {
  const held = permissions.filter(({ ways }) => ways.length > 0).length;
  if (held === 0) return isSelf ? t("You hold no permission that works now.") : t("{name}, at home in {homeName}, holds no permission that works now.", { name: person.name, homeName: person.homeName });
  if (isSelf) return t("You hold {held, plural, one {# permission} other {# permissions}} on some records.", { held });
  const { name, homeName } = person;
  return t("{name}, at home in {homeName}, holds {held, plural, one {# permission} other {# permissions}} on some records.", { name, homeName, held });
}

function Limits({ answer: { isLetIn, readOnly, expiresAt, limitedTo, permissions } }: { answer: WhatAnswer }) {
  const bites = permissions.some(({ bite, returns }) => bite !== null && returns.length === 0);
  const lines = [
    ...(isLetIn ? [] : [t("The account may not act now: it is not active, it is over, or a partner it belongs to is deactivated.")]),
    ...(readOnly ? [t("The account carries the read-only cap: whatever was given, nothing can be changed.")] : []),
    ...(limitedTo === null ? [] : [t("The partner, or one above it, limits its people to {permissions, plural, one {# permission} other {# permissions}}.", { permissions: limitedTo })]),
    ...(expiresAt === null || !isLetIn ? [] : [t("The account's last day is {when}.", { when: formatDate(expiresAt.getTime() - 1) })]),
  ];
  if (lines.length === 0) return null;
  return (
    <Notice tone="caution" title={t("What bites")}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {bites && <p>{rich("<mark>bites</mark> marks the permissions that this takes away.", { mark: (text) => <Badge tone="caution">{text}</Badge> })}</p>}
    </Notice>
  );
}
