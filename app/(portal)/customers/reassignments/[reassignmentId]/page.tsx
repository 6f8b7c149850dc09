import Link from "next/link";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { DateTime, RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { Status } from "@/components/ui/status";
import { getReassignment, type ReassignmentReceipt, type ReceiptCustomer } from "@/lib/domain/customers/reassigning/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { undoReassignmentAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Receipt of a reassignment") });

/** Which customers somebody reassigned in one go, where they were, and the way back while there is one. */
export default async function ReassignmentPage({ params }: PageProps<"/customers/reassignments/[reassignmentId]">) {
  const viewer = await requireViewer();
  const receipt = await pageData(getReassignment(viewer, idParam((await params).reassignmentId)));
  const { total, seen, customers, undoneAt } = receipt;
  return (
    <>
      <PageHeader
        title={t("Reassignment of {count, plural, one {# customer} other {# customers}}", { count: total })}
        state={undoneAt ? <Status tone="caution">{t("Undone")}</Status> : <Status tone="ok">{t("Done")}</Status>}
        back={{ href: paths.customers(), label: t("Customers") }}
      >
        {receipt.canUndo && <UndoButton receipt={receipt} />}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <Panel title={t("What became different")}>
          <Facts columns={2} facts={factsOf(receipt)} />
        </Panel>
        <Panel flush title={t("Customers")} sentence={t("And where they were before.")}>
          <ul className="divide-y divide-line border-t border-line">
            {customers.map((customer) => (
              <Line key={customer.id} customer={customer} changes={receipt.changes} isUndone={undoneAt !== null} />
            ))}
          </ul>
        </Panel>
        {seen > customers.length && <p className="text-sm text-ink-2">{t("And {more} more, which the activity log lists.", { more: seen - customers.length })}</p>}
        {total > seen && <p className="text-sm text-ink-2">{t("{count, plural, one {# more customer is} other {# more customers are}} out of your sight now. Whoever sees all of them can undo this.", { count: total - seen })}</p>}
      </div>
    </>
  );
}

function factsOf({ at, by, changes, undoUntil, undoneAt, undoneBy }: ReassignmentReceipt) {
  return [
    ...("partner" in changes ? [{ label: t("New partner"), value: changes.partner }] : []),
    ...("territory" in changes ? [{ label: t("New territory"), value: changes.territory }] : []),
    ...("manager" in changes ? [{ label: t("New account manager"), value: changes.manager }] : []),
    { label: t("When"), value: <RelativeTime at={at} /> },
    { label: t("By"), value: by },
    undoneAt
      ? { label: t("Undone"), value: undoneBy === null ? <RelativeTime at={undoneAt} /> : rich("{when} by {undoneBy}", { when: <RelativeTime at={undoneAt} />, undoneBy }) }
      : { label: t("Can be undone until"), value: <DateTime at={undoUntil} /> },
  ];
}

type LineProps = { customer: ReceiptCustomer; changes: ReassignmentReceipt["changes"]; isUndone: boolean };

function Line({ customer: { id, name, partner, territory, manager, isRestored, note }, changes, isUndone }: LineProps) {
  const before = [
    ...("partner" in changes ? [partner] : []),
    ...("territory" in changes ? [territory ?? t("no territory")] : []),
    ...("manager" in changes ? [manager ?? t("no account manager")] : []),
  ];
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-1.5 text-sm">
      <Link className="link font-[560]" href={paths.customer(id)} prefetch={false}>
        {name}
      </Link>
      <span className="flex-1 text-ink-2">{before.join(", ")}</span>
      {isUndone && (isRestored ? <Status tone="ok">{t("Put back")}</Status> : <Status tone="caution">{t("Not put back")}</Status>)}
      {note && <span className="w-full text-ink-2">{note}</span>}
    </li>
  );
}

const UndoButton = ({ receipt: { id, total } }: { receipt: ReassignmentReceipt }) => (
  <ConfirmButton
    label={t("Undo")}
    title={t("Undo this reassignment?")}
    sentence={t("{count, plural, one {# customer goes} other {# customers go}} back to where they were, each as far as nobody has moved it since. What changes for whom is shown first; the receipt will say what stayed.", { count: total })}
    confirm={t("Undo the reassignment")}
    pending={t("Undoing")}
    look="primary"
    action={undoReassignmentAction}
    values={{ reassignmentId: id }}
  />
);
