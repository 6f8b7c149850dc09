import type { ReactNode } from "react";
import { ConfirmButton } from "@/components/form/confirm-button";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { CustomerDetail } from "@/lib/domain/customers/rows";
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
        sentence={`Number ${key}, customer of ${organizationName}.`}
        state={<CustomerStatus status={archivedAt ? "archived" : status} />}
        back={{ href: paths.customers(), label: "Customers" }}
      >
        <CustomerActions customer={customer} />
      </PageHeader>
      <Tabs
        label={name}
        tabs={[
          { label: "Profile", href: paths.customer(id) },
          { label: "History", href: paths.customerHistory(id) },
          ...(customer.can.explain ? [{ label: "Who can see this", href: paths.customerWho(id) }] : []),
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
      {can.giveTask && <ButtonLink href={paths.newTask(`?customer=${id}`)}>New task</ButtonLink>}
      {can.reassign && <ButtonLink href={paths.reassignCustomer(id)}>Reassign</ButtonLink>}
      {(can.edit || can.editContact) && (
        <ButtonLink href={paths.editCustomer(id)} look="primary">
          {can.edit ? "Edit" : "Edit contact"}
        </ButtonLink>
      )}
    </>
  );
}

function SuspendButton({ customer: { id, name, status } }: { customer: CustomerDetail }) {
  return status === "active" ? (
    <ConfirmButton label="Suspend" title={`Suspend ${name}?`} sentence="The customer stays in the lists, marked as suspended." confirm="Suspend" action={suspendCustomerAction} values={{ customerId: id }} />
  ) : (
    <ConfirmButton label="Reconnect" title={`Reconnect ${name}?`} sentence="The customer is active again." confirm="Reconnect" action={reconnectCustomerAction} values={{ customerId: id }} />
  );
}

function ArchiveButton({ customer: { id, name, archivedAt } }: { customer: CustomerDetail }) {
  return archivedAt ? (
    <ConfirmButton label="Restore" title={`Restore ${name}?`} sentence="It comes back into the lists as it was." confirm="Restore" action={restoreCustomerAction} values={{ customerId: id }} />
  ) : (
    <ConfirmButton label="Archive" title={`Archive ${name}?`} sentence="It leaves the lists. Nothing is deleted, and it can be restored." confirm="Archive" action={archiveCustomerAction} values={{ customerId: id }} />
  );
}
