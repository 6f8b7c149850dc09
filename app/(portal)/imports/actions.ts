"use server";

import { checkImport, makeTerritories, runImport, stopImport } from "@/lib/domain/imports/commands";
import { checkImportInput, importInput, makeTerritoriesInput } from "@/lib/domain/imports/schema";
import { serverAction } from "@/lib/web/server-action";

export const checkImportAction = serverAction(checkImportInput, checkImport);
export const makeTerritoriesAction = serverAction(makeTerritoriesInput, makeTerritories);
export const runImportAction = serverAction(importInput, runImport);
export const stopImportAction = serverAction(importInput, stopImport);
