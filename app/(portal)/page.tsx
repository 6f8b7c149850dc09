import Link from "next/link";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import { paths } from "@/lib/shared/paths";
import { viewingsOfMe } from "@/lib/domain/viewings/own";
import { requireViewer } from "@/lib/web/viewer";
import { menuFor } from "./menu";
import { SeenNotice } from "./seen-notice";

const whatItIs: Record<string, string> = {
  [paths.customers()]: "Find a customer, read the profile, see what happened.",
  [paths.organizations()]: "Partners and sub-partners, as a list and as a tree.",
  [paths.imports()]: "Bring customers or people in from a file.",
  [paths.users()]: "People, where they belong, and whether they are active.",
  [paths.groups()]: "Teams and security groups, and who is in them.",
  [paths.roles()]: "What each role allows.",
  [paths.grants()]: "Who was given what, on which records, until when.",
  [paths.access()]: "Ask whether somebody may do something, and why.",
  [paths.territories()]: "Regions, and what lies in them.",
  [paths.programs()]: "Partner programs, and who is enrolled.",
  [paths.activity()]: "Who did what, when and from where.",
};

/** The first page: the search for those who look customers up, then everything the person may open. */
export default async function HomePage() {
  const viewer = await requireViewer();
  const { work, access, insight } = menuFor(viewer);
  const items = [...work, ...access, ...insight].filter(({ href }) => href !== paths.home());
  const first = viewer.facts.name.split(" ")[0];
  return (
    <>
      <PageHeader title={`Hello, ${first}`} sentence={`You are at home in ${viewer.facts.homeName}.`} />
      <SeenNotice seen={await viewingsOfMe(viewer, "new")} />
      {can(viewer, "customers.list") && (
        <form action={paths.customers()} role="search" className="mb-6 flex max-w-[560px] gap-2">
          <input name="search" type="search" aria-label="Find a customer" placeholder="Find a customer by name, number or city" className="control" autoFocus />
          <Button type="submit" look="primary">
            Search
          </Button>
        </form>
      )}
      {items.length === 0 ? (
        <p className="text-ink-2">Nothing has been opened to you yet. Ask the person who invited you to give you access.</p>
      ) : (
        <Panel>
          <ul className="divide-y divide-line">
            {items.map(({ href, label }) => (
              <li key={href} className="flex flex-wrap gap-x-4 py-2">
                <Link href={href} prefetch={false} className="link w-36 font-[560]">
                  {label}
                </Link>
                <span className="text-ink-2">{whatItIs[href]}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
