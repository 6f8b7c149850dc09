"use server";

import { assignCustomers, assignOrganizations, createTerritory, deleteTerritory, moveTerritory, renameTerritory } from "@/lib/domain/territories/commands";
import {
  assignCustomersInput,
  assignOrganizationsInput,
  createTerritoryInput,
  deleteTerritoryInput,
  moveTerritoryInput,
  renameTerritoryInput,
} from "@/lib/domain/territories/schema";
import { serverAction } from "@/lib/web/server-action";

export const createTerritoryAction = serverAction(createTerritoryInput, createTerritory);
export const renameTerritoryAction = serverAction(renameTerritoryInput, renameTerritory);
export const moveTerritoryAction = serverAction(moveTerritoryInput, moveTerritory, { previewed: true });
export const deleteTerritoryAction = serverAction(deleteTerritoryInput, deleteTerritory);
export const assignOrganizationsAction = serverAction(assignOrganizationsInput, assignOrganizations, { previewed: true });
export const assignCustomersAction = serverAction(assignCustomersInput, assignCustomers, { previewed: true });
