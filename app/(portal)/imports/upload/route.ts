import { uploadImport } from "@/lib/domain/imports/commands";
import { uploadImportInput } from "@/lib/domain/imports/schema";
import { uploadRoute } from "@/lib/web/upload";

/** Takes in a file of customers or people. */
export const POST = uploadRoute(uploadImportInput, uploadImport);
