import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { canAtPlaces } from "@/lib/access/reaching";
import type { Viewer } from "@/lib/access/viewer";
import { countCustomers } from "@/lib/domain/customers/queries";
import { ownDeeds, ownOnboardings, ownTasks } from "@/lib/domain/home/own";
import { figuresFor, waitingFor } from "@/lib/domain/home/waiting";
import { viewingsOfMe } from "@/lib/domain/viewings/own";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { Figures, type Figure } from "./home-figures";
import { FirstSteps } from "./home-first-steps";
import { MyDeeds, MyTasks, NextSteps } from "./home-own-panels";
import { WaitingPanels } from "./home-waiting-panels";
import { menuFor } from "./menu";
import { SeenNotice } from "./seen-notice";

/** Key figures for those who look after partners, not for those who look up customers. */
async function figuresOf(viewer: Viewer): Promise<Figure[]> {
  if (!canAtPlaces(viewer, "organizations.view")) return [];
  const [{ partners, people, onboarding }, customers] = await Promise.all([figuresFor(viewer), can(viewer, "customers.list") ? countCustomers(viewer) : null]);
  return [
    ...(customers ? [{ label: t("{count, plural, one {Customer} other {Customers}}", { count: customers.count }), total: customers, href: paths.customers() }] : []),
    ...(partners ? [{ label: t("{count, plural, one {Partner} other {Partners}}", { count: partners.count }), total: partners, href: paths.organizations() }] : []),
    ...(people ? [{ label: t("{count, plural, one {Person} other {People}}", { count: people.count }), total: people, href: paths.users() }] : []),
    ...(onboarding ? [{ label: t("Being brought on"), total: onboarding, href: paths.onboardings("?state=stalled,running") }] : []),
  ];
}

/** Whether the reader sees no customer and no partner but the one they are at home in. */
const isBare = (figures: readonly Figure[]) =>
  figures.some(({ href, total }) => href === paths.customers() && total.count === 0) && figures.some(({ href, total }) => href === paths.organizations() && total.count <= 1);

/** The first page: what one looks up, what one is to do, what waits for one, and what one did last, as far as one's permissions go. */
export default async function HomePage() {
  const viewer = await requireViewer();
  const { work, access, insight } = menuFor(viewer);
  const isEmpty = [...work, ...access, ...insight].every(({ href }) => href === paths.home() || href === paths.tasks());
  const [seen, onboardings, own, waiting, figures, deeds] = await pageData(
    Promise.all([viewingsOfMe(viewer, "new"), ownOnboardings(viewer), ownTasks(viewer), waitingFor(viewer), figuresOf(viewer), ownDeeds(viewer)]),
  );
  return (
    <>
      <PageHeader title={t("Hello, {name}", { name: viewer.facts.name.split(" ")[0]! })} sentence={t("You are at home in {homeName}.", { homeName: viewer.facts.homeName })} />
      <SeenNotice seen={seen} />
      {can(viewer, "customers.list") && <CustomerSearch />}
      <Figures figures={figures} />
      {isEmpty && <p className="mb-4 text-ink-2">{t("Nothing has been opened to you yet. Ask the person who invited you to give you access.")}</p>}
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="flex min-w-0 flex-col gap-4">
          {isBare(figures) && <FirstSteps viewer={viewer} />}
          <NextSteps onboardings={onboardings} />
          <MyTasks {...own} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <WaitingPanels waiting={waiting} />
          <MyDeeds deeds={deeds} />
        </div>
      </div>
    </>
  );
}

function CustomerSearch() {
  return (
    <form action={paths.customers()} role="search" className="mb-6 flex max-w-[560px] gap-2">
      <input name="search" type="search" aria-label={t("Find a customer")} placeholder={t("Find a customer by name, number or city")} className="control" autoFocus />
      <Button type="submit" look="primary">
        {t("Search")}
      </Button>
    </form>
  );
}
