import "server-only";
import { z } from "zod";
import { reassignCustomer } from "@/lib/domain/customers/commands";
import { findCustomerByKey } from "@/lib/domain/customers/queries";
import { customerRecord } from "@/lib/domain/customers/records";
import { reassignCustomerInput } from "@/lib/domain/customers/schema";
import { reference } from "@/lib/web/rest/reference";
import { grantChanges } from "../../grants/calls";
import { groupChanges } from "../../groups/calls";
import { organizationChanges } from "../../organizations/calls";
import { programChanges } from "../../programs/calls";
import { roleChanges } from "../../roles/calls";
import { territoryChanges } from "../../territories/calls";
import { userChanges } from "../../users/calls";
import type { CommandCall } from "../../write";

const optional = reference.nullable().optional();

const reassign: CommandCall<typeof reassignCustomerInput> = {
  path: "/{record}",
  summary: "Move a customer to another partner, territory or account manager",
  noun: { name: "customer", find: findCustomerByKey, get: customerRecord },
  body: z.strictObject({ organization: reference.optional(), territory: optional, accountManager: optional }),
  input: reassignCustomerInput,
  places: { organization: ["organizationId", "organizations"], territory: ["territoryId", "territories"], accountManager: ["accountManagerId", "users"] },
  command: reassignCustomer,
};

/** Every change that a preview knows, by its name: what the screens show before they save. The commands are those of the forms. */
export const kinds = {
  ...roleChanges,
  ...grantChanges,
  ...groupChanges,
  ...userChanges,
  ...organizationChanges,
  ...territoryChanges,
  ...programChanges,
  "customer.reassign": reassign,
};

export type Kind = CommandCall<z.ZodType>;
export type KindName = keyof typeof kinds;

/** The kind of that name, whatever its command takes: its own schema checks that. */
export const kindNamed = (name: string) => kinds[name as KindName] as unknown as Kind;

/** The field that names the record which a change of this kind is about; null for what makes a new one. */
export const subjectOf = ({ path, noun }: Kind): string | null => (path.startsWith("/{record}") ? noun.name : null);
