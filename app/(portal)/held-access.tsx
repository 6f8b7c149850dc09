import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { rich } from "@/components/ui/rich";
import type { HeldAccess } from "@/lib/domain/access/held-access";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

type Props = {
  access: readonly HeldAccess[];
  /** What stands there when nothing is held. */
  empty: string;
  /** How a grant is held that comes through no group. */
  own?: string;
  /** Whether each leads to its page; not for those who may not open it. */
  linked?: boolean;
};

/** What a person or a group holds, a grant each: role and scope, then how far, through which group and how long. */
export function HeldAccessList({ access, empty, own = t("directly"), linked = true }: Props) {
  if (access.length === 0) return <p className="text-sm text-ink-2">{empty}</p>;
  return (
    <ul className="divide-y divide-line">
      {access.map((grant) => (
        <li key={`${grant.grantId} ${grant.through ?? ""}`} className="py-2 text-sm first:pt-0 last:pb-0">
          <p>
            {rich("<held>{role}</held> on {scope}", {
              role: grant.role,
              scope: grant.scope,
              held: (text) =>
                linked ? (
                  <Link className="link font-[560]" href={paths.grant(grant.grantId)} prefetch={false}>
                    {text}
                  </Link>
                ) : (
                  <b className="font-[560]">{text}</b>
                ),
            })}
          </p>
          <p className="text-ink-2">
            {grant.level === "write" ? t("Read and write") : t("Read")}, {grant.through === null ? own : t("through {through}", { through: grant.through })},{" "}
            {timeOf(grant)}
          </p>
        </li>
      ))}
    </ul>
  );
}

function timeOf({ from, until, isCurrent }: HeldAccess) {
  if (!isCurrent) return <Badge tone="caution">{t("from {when}", { when: formatDate(from) })}</Badge>;
  return until === null ? t("for good") : t("until {when}", { when: formatDate(until.getTime() - 1) });
}
