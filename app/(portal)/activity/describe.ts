import { can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import type { Change } from "@/lib/domain/activity/changes";
import type { ActivityRow } from "@/lib/domain/activity/rows";
import { actorWord, deedOf, recordNameInWords, recordWord, triedDeed, wayOf } from "@/lib/domain/activity/words";
import { deviceName } from "@/lib/shared/device-name";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** A log row as the list shows it: plain words and a link to the record. */
export type ActivityLine = {
  id: number;
  at: Date;
  who: string;
  what: string;
  outcome: "done" | "refused";
  record: string;
  type: string;
  href: string | null;
  from: string;
  device: string;
  changes: Change[];
};

const records: Record<string, { path: (id: number) => string; needs: Permission }> = {
  customer: { path: paths.customer, needs: "customers.view" },
  organization: { path: paths.organization, needs: "organizations.view" },
  user: { path: paths.user, needs: "users.view" },
  group: { path: paths.group, needs: "groups.view" },
  role: { path: paths.role, needs: "roles.view" },
  grant: { path: paths.grant, needs: "grants.list" },
  territory: { path: paths.territory, needs: "territories.list" },
  onboarding: { path: paths.onboarding, needs: "organizations.view" },
  checklist: { path: paths.checklist, needs: "tasks.assign" },
  task: { path: paths.task, needs: "tasks.view" },
  program: { path: paths.program, needs: "programs.list" },
  reassignment: { path: paths.reassignment, needs: "customers.reassign" },
};

/** The row in words; a link only where the reader may open such records. */
export function describe(viewer: Viewer, row: ActivityRow, changes: Change[]): ActivityLine {
  const { id, at, action, outcome, recordType, recordId, ip, device } = row;
  const known = records[recordType];
  const href = known && recordId !== null && can(viewer, known.needs) ? known.path(recordId) : null;
  const what = outcome === "refused" ? triedDeed(action) : deedOf(action);
  return { id, at, who: whoOf(row), what, outcome, record: nameOf(row), type: recordWord(recordType), href, from: ip ?? "", device: device === null ? "" : deviceName(device), changes };
}

/** The record's name as it stood; many customers at once have a number for a name. */
const nameOf = ({ recordType, recordName }: ActivityRow): string =>
  recordType === "reassignment" ? t("{count, plural, one {# customer} other {# customers}}", { count: Number.parseInt(recordName, 10) }) : recordNameInWords({ recordType, recordName });

/** Who acted, and through what or with whose eyes. */
function whoOf({ via, viewingAsName, ...row }: ActivityRow): string {
  const actorName = actorWord(row);
  if (viewingAsName !== null) return t("{actorName}, viewing as {name}", { actorName, name: viewingAsName });
  return via ? t("{actorName}, via {via}", { actorName, via: wayOf(via) }) : actorName;
}
