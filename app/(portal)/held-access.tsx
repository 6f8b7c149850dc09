import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { HeldAccess } from "@/lib/domain/access/held-access";
import { formatDate } from "@/lib/shared/dates";
import { paths } from "@/lib/shared/paths";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a person or a group holds, one line a grant: role, on what, how far, through which group and how long. */
export function HeldAccessTable({ access, empty, own = "Directly" }: { access: readonly HeldAccess[]; empty: string; own?: string }) {
  if (access.length === 0) return <p className="text-sm text-ink-2">{empty}</p>;
  return (
    <div className="overflow-x-auto">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Role</th>
            <th>On</th>
            <th>Level</th>
            <th>How</th>
            <th>Time</th>
          </tr>
        </thead>
        <tbody>
          {access.map((grant) => (
            <tr key={`${grant.grantId} ${grant.through ?? ""}`}>
              <td>
                <Link className="link" href={paths.grant(grant.grantId)} prefetch={false}>
                  {grant.role}
                </Link>
              </td>
              <td>{capital(grant.scope)}</td>
              <td>{grant.level === "write" ? "Read and write" : "Read"}</td>
              <td>{grant.through === null ? own : `Through ${grant.through}`}</td>
              <td className="muted">{timeOf(grant)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function timeOf({ from, until, isCurrent }: HeldAccess) {
  if (!isCurrent) return <Badge tone="caution">from {formatDate(from)}</Badge>;
  return until === null ? "for good" : `until ${formatDate(until.getTime() - 1)}`;
}
