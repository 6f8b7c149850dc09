import "server-only";
import type { Viewer } from "@/lib/access/viewer";
import { getCustomer } from "@/lib/domain/customers/queries";
import { getOrganization } from "@/lib/domain/organizations/queries";
import { assignCustomers, assignOrganizations, createTerritory, deleteTerritory, moveTerritory, renameTerritory } from "@/lib/domain/territories/commands";
import { assignCustomersInput, assignOrganizationsInput, createTerritoryInput, deleteTerritoryInput, moveTerritoryInput, renameTerritoryInput, type AssignCustomersInput, type AssignOrganizationsInput } from "@/lib/domain/territories/schema";
import { notFound } from "@/lib/shared/errors";
import { territories as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { assignCustomersBody, assignOrganizationsBody, createTerritoryBody, moveTerritoryBody, patchTerritoryBody } from "./shape";

const parent = { parent: ["parentId", "territories"] } as const;

const create: WriteCall<typeof createTerritoryInput> = { method: "post", path: "", summary: "Create a territory", noun, body: createTerritoryBody, input: createTerritoryInput, places: parent, command: createTerritory, answer: "created" };
const patch: WriteCall<typeof renameTerritoryInput> = { method: "patch", path: "/{record}", summary: "Rename a territory", noun, body: patchTerritoryBody, input: renameTerritoryInput, command: renameTerritory, answer: "record" };
const move: WriteCall<typeof moveTerritoryInput> = { method: "post", path: "/{record}/move", summary: "Move a territory with all below it", noun, body: moveTerritoryBody, input: moveTerritoryInput, places: parent, command: moveTerritory, answer: "record" };
const remove: WriteCall<typeof deleteTerritoryInput> = { method: "delete", path: "/{record}", summary: "Delete a territory in which nothing is", noun, input: deleteTerritoryInput, command: deleteTerritory, answer: "nothing" };

const assignPartners: WriteCall<typeof assignOrganizationsInput> = {
  method: "post",
  path: "/{record}/organizations",
  summary: "Put partners into a territory, all or none",
  noun,
  body: assignOrganizationsBody,
  input: assignOrganizationsInput,
  places: { organizations: ["organizations", "organizations"] },
  command: assignOrganizations,
  answer: "record",
};

const assignClients: WriteCall<typeof assignCustomersInput> = {
  method: "post",
  path: "/{record}/customers",
  summary: "Put customers into a territory, all or none",
  noun,
  body: assignCustomersBody,
  input: assignCustomersInput,
  places: { customers: ["customers", "customers"] },
  command: assignCustomers,
  answer: "record",
};

async function takePartnerOut(viewer: Viewer, { territoryId, organizations }: AssignOrganizationsInput) {
  const { territoryId: stands } = await getOrganization(viewer, organizations[0]!);
  if (stands !== territoryId) throw notFound("organization");
  return assignOrganizations(viewer, { territoryId: null, organizations });
}

async function takeCustomerOut(viewer: Viewer, { territoryId, customers }: AssignCustomersInput) {
  const { territoryId: stands } = await getCustomer(viewer, customers[0]!);
  if (stands !== territoryId) throw notFound("customer");
  return assignCustomers(viewer, { territoryId: null, customers });
}

const unassignPartner: WriteCall<typeof assignOrganizationsInput> = {
  method: "delete",
  path: "/{record}/organizations/{other}",
  summary: "Take a partner out of a territory",
  noun,
  input: assignOrganizationsInput,
  other: { name: "organization", field: "organizations", table: "organizations", isList: true },
  command: takePartnerOut,
  answer: "nothing",
};

const unassignCustomer: WriteCall<typeof assignCustomersInput> = {
  method: "delete",
  path: "/{record}/customers/{other}",
  summary: "Take a customer out of a territory",
  noun,
  input: assignCustomersInput,
  other: { name: "customer", field: "customers", table: "customers", isList: true },
  command: takeCustomerOut,
  answer: "nothing",
};

/** What previews know of territories. */
export const territoryChanges = { "territory.move": move, "territory.assign-organizations": assignPartners, "territory.assign-customers": assignClients };

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const moveRoute = writeRoute(move);
export const removeRoute = writeRoute(remove);
export const assignOrganizationsRoute = writeRoute(assignPartners);
export const assignCustomersRoute = writeRoute(assignClients);
export const unassignOrganizationRoute = writeRoute(unassignPartner);
export const unassignCustomerRoute = writeRoute(unassignCustomer);

export const territoryCalls = [
  operationOf(create),
  operationOf(patch),
  operationOf(move),
  operationOf(remove),
  operationOf(assignPartners),
  operationOf(assignClients),
  operationOf(unassignPartner),
  operationOf(unassignCustomer),
];
