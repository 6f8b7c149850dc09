import "server-only";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { carried } from "../../platform/db/carried";
import type { Transaction } from "../../platform/db/connect";
import { msg, type Message } from "../../shared/language/text";
import { changeOf } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { subjectOf, type Locked } from "./saving";

/** A change of state: which permission it needs, what the log calls it, what a person is told, of {name}, when it is already there, and what it writes. */
export type State = { permission: Permission; action: string; done: Message; isThere: (customer: Locked) => boolean; data: () => Partial<Locked> };

export const states = {
  suspend: {
    permission: "customers.suspend",
    action: "customers.suspend",
    done: msg("{name} is suspended."),
    isThere: ({ status }) => status === "suspended",
    data: () => ({ status: "suspended" }),
  },
  reconnect: {
    permission: "customers.suspend",
    action: "customers.reconnect",
    done: msg("{name} is active again."),
    isThere: ({ status }) => status === "active",
    data: () => ({ status: "active" }),
  },
  archive: {
    permission: "customers.delete",
    action: "customers.archive",
    done: msg("{name} is archived."),
    isThere: ({ archivedAt }) => archivedAt !== null,
    data: () => ({ archivedAt: now() }),
  },
  restore: {
    permission: "customers.delete",
    action: "customers.restore",
    done: msg("{name} is back in the lists."),
    isThere: ({ archivedAt }) => archivedAt === null,
    data: () => ({ archivedAt: null }),
  },
} as const satisfies Record<string, State>;

/** Brings a locked customer into a state, with its log row. Answers the customer as it then stands; already there changes nothing. */
export async function setState(tx: Transaction, viewer: Viewer, customer: Locked, { action, isThere, data }: State): Promise<Locked> {
  if (isThere(customer)) return customer;
  const written = data();
  const version = customer.version + 1;
  await carried(() => tx.customer.updateMany({ where: { id: customer.id }, data: { ...written, version } as object }));
  await recordActivity(tx, viewer, { ...subjectOf(customer), action, ...changeOf<Locked>(customer, written) });
  return { ...customer, ...written, version };
}
