import { can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import type { Change } from "@/lib/domain/activity/changes";
import type { ActivityRow } from "@/lib/domain/activity/rows";
import { deedOf } from "@/lib/domain/activity/words";
import { msg, t, type Message } from "@/lib/shared/language/text";
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

const records: Record<string, { path: (id: number) => string; needs: Permission; word: Message }> = {
  customer: { path: paths.customer, needs: "customers.view", word: msg("customer") },
  organization: { path: paths.organization, needs: "organizations.view", word: msg("partner") },
  user: { path: paths.user, needs: "users.view", word: msg("user") },
  group: { path: paths.group, needs: "groups.view", word: msg("group") },
  role: { path: paths.role, needs: "roles.view", word: msg("role") },
  grant: { path: paths.grant, needs: "grants.list", word: msg("access") },
  territory: { path: paths.territory, needs: "territories.list", word: msg("territory") },
  onboarding: { path: paths.onboarding, needs: "organizations.view", word: msg("onboarding") },
  checklist: { path: paths.checklist, needs: "tasks.assign", word: msg("checklist") },
  task: { path: paths.task, needs: "tasks.view", word: msg("task") },
  program: { path: paths.program, needs: "programs.list", word: msg("program") },
};

/** Records that have no page to link to. */
const otherWords: Record<string, Message> = { import: msg("import") };

/** The row in words; a link only where the reader may open such records. */
export function describe(viewer: Viewer, row: ActivityRow, changes: Change[]): ActivityLine {
  const { id, at, actorName, via, action, outcome, recordType, recordId, recordName, ip, device } = row;
  const known = records[recordType];
  const word = known?.word ?? otherWords[recordType];
  const href = known && recordId !== null && can(viewer, known.needs) ? known.path(recordId) : null;
  const what = outcome === "refused" ? t("Tried what needs {action}", { action }) : deedOf(action);
  return { id, at, who: via ? t("{actorName}, via {via}", { actorName, via }) : actorName, what, outcome, record: recordName, type: word ? t(word) : recordType, href, from: ip ?? "", device: device ?? "", changes };
}
