import type { ReactNode } from "react";
import { rich } from "@/components/ui/rich";
import { can } from "@/lib/access/decide";
import { isPermission, permissions, type Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import type { WhoList } from "@/lib/domain/access/schema";
import { whoMay } from "@/lib/domain/access/who";
import { t } from "@/lib/shared/language/text";
import { pageData } from "@/lib/web/page-data";
import { WhoTable } from "./who-table";

const askable = (type: "customer" | "organization") =>
  permissions
    .filter(({ key }) => key.startsWith(type === "customer" ? "customers." : "") && (type === "organization" || key !== "customers.create"))
    .map(({ key, sentence }) => ({ value: key, label: key, hint: t(sentence) }));

type Props = { viewer: Viewer; type: "customer" | "organization"; id: number; list: WhoList };

/** Which permission is asked about: the address's, else seeing the record. */
export function permissionOf(list: WhoList, type: Props["type"]): Permission {
  const [key = ""] = list.filters.permission ?? [];
  return isPermission(key) ? key : type === "customer" ? "customers.view" : "organizations.view";
}

/** Who may use a permission on one record: a sentence with the exact count, then the people with their reasons. */
export async function WhoListPart({ viewer, type, id, list }: Props) {
  const permission = permissionOf(list, type);
  const answer = await pageData(whoMay(viewer, { permission, record: { type, id }, search: list.search, after: list.after, before: list.before, limit: list.limit }));
  const rows = answer.rows.map(({ user: { id, name, email, organizationName }, reasons }) => ({ id, name, email, organizationName, reasons }));
  const page = { rows, next: answer.next, previous: answer.previous, total: answer.total };
  const shown = { ...list, filters: { ...list.filters, permission: [permission] } };
  const code = (text: ReactNode) => <code className="font-mono text-xs text-ink">{text}</code>;
  const parts = { people: answer.total.count, permission, record: answer.record.name, code };
  return (
    <>
      <p className="mb-3 max-w-[72ch] text-sm text-ink-2">
        {list.search === ""
          ? rich("{people, plural, one {# person} other {# people}} may use <code>{permission}</code> on {record} now.", parts)
          : rich("{people, plural, one {# person} other {# people}} found who may use <code>{permission}</code> on {record} now.", parts)}
        {answer.hidden > 0 && <> {t("{more, plural, one {# more person} other {# more people}} may, whom you may not see.", { more: answer.hidden })}</>}
      </p>
      <WhoTable page={page} list={shown} permissions={askable(type)} canOpenUsers={can(viewer, "users.view")} />
    </>
  );
}
