import Link from "next/link";
import { notFound } from "next/navigation";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { groupsOfPeople } from "@/lib/domain/groups/regrouping";
import { mostRegrouped } from "@/lib/domain/groups/schema";
import { namesOfUsers, type UserOption } from "@/lib/domain/users/queries";
import { idsIn } from "@/lib/shared/fields";
import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { GroupsForm } from "./groups-form";

export const generateMetadata = () => ({ title: t("Groups of several people") });

const idsOf = (text: string | string[] | undefined) => [...new Set(idsIn(String(text ?? "").split(",")))];

/** The groups of several people, as the address names them: whom to put into which and take out of which, in one step. */
export default async function GroupsOfUsersPage({ searchParams }: PageProps<"/users/groups">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "groups.manage-members");
  const ids = idsOf((await searchParams).users);
  const isTooMany = ids.length > mostRegrouped;
  const people = isTooMany ? [] : await pageData(namesOfUsers(viewer, ids));
  if (!isTooMany && people.length === 0) notFound();
  return (
    <>
      <PageHeader
        title={isTooMany ? t("Groups of several people") : t("Groups of {people, plural, one {# person} other {# people}}", { people: people.length })}
        sentence={t("Put them into groups and take them out of others in one step: all of it is saved, or nothing.")}
        back={{ href: paths.users(), label: t("Users") }}
      />
      {isTooMany ? (
        <Notice tone="caution" title={t("These are too many at once")}>
          {t("Select at most {most} people in the list.", { most: formatCount(mostRegrouped) })}
        </Notice>
      ) : (
        <div className="flex flex-col gap-4">
          <Who people={people} />
          <GroupsForm users={people.map(({ id }) => id)} groups={await pageData(groupsOfPeople(viewer, people.map(({ id }) => id)))} />
        </div>
      )}
    </>
  );
}

const mostNamed = 10;

const Who = ({ people }: { people: readonly UserOption[] }) => (
  <Panel id="who" title={t("Who is meant")}>
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {people.slice(0, mostNamed).map(({ id, name }) => (
        <li key={id} className="min-w-0 wrap-anywhere">
          <Link className="link inline-block py-0.5" href={paths.user(id)} prefetch={false}>
            {name}
          </Link>
        </li>
      ))}
      {people.length > mostNamed && <li className="py-0.5 text-ink-2">{t("and {count} more", { count: people.length - mostNamed })}</li>}
    </ul>
  </Panel>
);
