import type { ReactNode } from "react";
import { ConfirmButton } from "@/components/form/confirm-button";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { CustomerDetail } from "@/lib/domain/customers/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { archiveCustomerAction, reconnectCustomerAction, restoreCustomerAction, suspendCustomerAction } from "../actions";
import { CustomerStatus } from "../customer-status";

/** Top of every page of one customer: name, state, what may be done, and the tabs. */
export function CustomerHeader({ customer }: { customer: CustomerDetail }) {
  const { id, name, key, organizationName, archivedAt, status } = customer;
  return (
    <>
      <PageHeader
        title={name}
        sentence={t("Number {key}, customer of {organizationName}.", { key, organizationName })}
        state={<CustomerStatus status={archivedAt ? "archived" : status} />}
        back={{ href: paths.customers(), label: t("Customers") }}
      >
        <CustomerActions customer={customer} />
      </PageHeader>
      <Tabs
        label={name}
        tabs={[
          { label: t("Profile"), href: paths.customer(id) },
          { label: t("History"), href: paths.customerHistory(id) },
          ...(customer.can.explain ? [{ label: t("Who can see this"), href: paths.customerWho(id) }] : []),
        ]}
      />
    </>
  );
}

function CustomerActions({ customer }: { customer: CustomerDetail }): ReactNode {
  const { id, can } = customer;
  return (
    <>
      {can.delete && <ArchiveButton customer={customer} />}
      {can.suspend && !customer.archivedAt && <SuspendButton customer={customer} />}
      {can.giveTask && <ButtonLink href={paths.newTask(`?customer=${id}`)}>{t("New task")}</ButtonLink>}
      {can.reassign && <ButtonLink href={paths.reassignCustomer(id)}>{t("Reassign")}</ButtonLink>}
      {(can.edit || can.editContact) && (
        <ButtonLink href={paths.editCustomer(id)} look="primary">
          {can.edit ? t("Edit") : t("Edit contact")}
        </ButtonLink>
      )}
    </>
  );
}

function SuspendButton({ customer: { id, name, status } }: { customer: CustomerDetail }) {
  return status === "active" ? (
    <ConfirmButton label={t("Suspend")} title={t("Suspend {name}?", { name })} sentence={t("The customer stays in the lists, marked as suspended.")} confirm={t("Suspend")} action={suspendCustomerAction} values={{ customerId: id }} />
  ) : (
    <ConfirmButton label={t("Reconnect")} title={t("Reconnect {name}?", { name })} sentence={t("The customer is active again.")} confirm={t("Reconnect")} action={reconnectCustomerAction} values={{ customerId: id }} />
  );
}

function ArchiveButton({ customer: { id, name, archivedAt } }: { customer: CustomerDetail }) {
  return archivedAt ? (
    <ConfirmButton label={t("Restore")} title={t("Restore {name}?", { name })} sentence={t("It comes back into the lists as it was.")} confirm={t("Restore")} action={restoreCustomerAction} values={{ customerId: id }} />
  ) : (
    <ConfirmButton label={t("Archive")} title={t("Archive {name}?", { name })} sentence={t("It leaves the lists. Nothing is deleted, and it can be restored.")} confirm={t("Archive")} action={archiveCustomerAction} values={{ customerId: id }} />
  );
}
