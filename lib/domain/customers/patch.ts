import "server-only";
import { authorize, authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { stale } from "../../shared/errors";
import { change } from "../access/change";
import { requirePlace } from "./placing";
import { defined, editPermission, requireCustomer, save, type Locked } from "./saving";
import type { PatchCustomerInput } from "./schema";
import { setState, states, type State } from "./states";

type Step = { permission: Permission; apply: (tx: Transaction, viewer: Viewer, customer: Locked) => Promise<Locked> };

/**
 * Changes any fields of a customer in one transaction; every permission that the fields need must hold on it, or nothing is written.
 * With a version that no longer stands it throws `stale`.
 */
export async function patchCustomer(viewer: Viewer, { customerId, version, ...fields }: PatchCustomerInput): Promise<{ id: number }> {
  authorize(viewer, "customers.view");
  return change(viewer, async (tx, viewer) => {
    let customer = await requireCustomer(tx, viewer, customerId, "customers.view");
    const steps = [...editSteps(fields), ...placeSteps(fields), ...stateSteps(fields, customer)];
    for (const { permission } of steps) {
      authorizeOn(viewer, { read: "customers.view", permission, record: customer.scopes, noun: "customer" });
    }
    if (version !== undefined && version !== customer.version) throw stale("customer", [], customer.version);
    for (const { apply } of steps) customer = await apply(tx, viewer, customer);
    return { id: customerId };
  });
}

type Fields = Omit<PatchCustomerInput, "customerId" | "version">;

function editSteps({ organizationId: _o, territoryId: _t, accountManagerId: _m, status: _s, ...profile }: Fields): Step[] {
  const submitted = defined(profile) as Partial<Locked>;
  const names = Object.keys(submitted);
  if (names.length === 0) return [];
  const permission = editPermission(names);
  return [{ permission, apply: (tx, viewer, customer) => save(tx, viewer, { customer, permission, baseVersion: customer.version, submitted }) }];
}

function placeSteps({ organizationId, territoryId, accountManagerId }: Fields): Step[] {
  const submitted = defined({ organizationId, territoryId, accountManagerId }) as Partial<Locked>;
  if (Object.keys(submitted).length === 0) return [];
  const permission = "customers.reassign";
  const apply: Step["apply"] = async (tx, viewer, customer) => {
    await requirePlace(tx, viewer, permission, { ...customer, ...submitted, from: customer });
    return save(tx, viewer, { customer, permission, baseVersion: customer.version, submitted });
  };
  return [{ permission, apply }];
}

function stateSteps({ status }: Fields, customer: Locked): Step[] {
  if (status === undefined) return [];
  const wanted: State[] = status === "archived" ? [states.archive] : [states.restore, status === "active" ? states.reconnect : states.suspend];
  return wanted
    .filter(({ isThere }) => !isThere(customer))
    .map((state) => ({ permission: state.permission, apply: (tx, viewer, current) => setState(tx, viewer, current, state) }));
}
