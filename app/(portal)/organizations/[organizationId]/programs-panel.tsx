import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { OrganizationDetail } from "@/lib/domain/organizations/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

type Enrollment = OrganizationDetail["programs"][number];

const span = ({ from, until }: Enrollment) =>
  until === null ? t("from {from}", { from: formatDate(from) }) : t("from {from} until {until}", { from: formatDate(from), until: formatDate(until) });

/** The programs a partner is, was or will be in. */
export function ProgramsPanel({ organization, isShown }: { organization: OrganizationDetail; isShown: boolean }) {
  if (!isShown) return null;
  const { programs } = organization;
  return (
    <Panel title={t("Programs")} id="programs">
      {programs.length === 0 ? (
        <p className="text-sm text-ink-2">{t("In no program. Partners are enrolled on the program’s own page.")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {programs.map((program) => (
            <li key={program.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
              <Link className="link" href={paths.program(program.id)} prefetch={false}>
                {program.name}
              </Link>
              {program.tier && <span>{program.tier}</span>}
              <span className="text-ink-2">{span(program)}</span>
              {!program.isCurrent && <Badge>{t("Not now")}</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
