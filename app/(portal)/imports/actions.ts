"use server";

import { checkImport, runImport, uploadImport } from "@/lib/domain/imports/commands";
import { checkImportInput, importInput, uploadImportInput } from "@/lib/domain/imports/schema";
import { serverAction } from "@/lib/web/server-action";

export const uploadImportAction = serverAction(uploadImportInput, uploadImport);
export const checkImportAction = serverAction(checkImportInput, checkImport);
export const runImportAction = serverAction(importInput, runImport);
